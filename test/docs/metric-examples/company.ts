/** A year of six accounts: in March 2026 one pays more, one less, one leaves, one comes back, one is new, one stays. */
export const subscriptions = `id,account_id,starts_at,ends_at,mrr
1,ash,2025-03-01,2026-03-12,400
2,ash,2026-03-12,,500
3,birch,2025-03-01,2026-03-20,300
4,birch,2026-03-20,,250
5,cedar,2025-03-01,2026-03-10,200
6,dogwood,2025-03-01,2026-02-01,100
7,dogwood,2026-03-05,,120
8,elm,2026-03-08,,250
9,fir,2026-02-01,,100
`;

/** What the company spent to win customers, in March 2026. */
export const spend = `id,date,amount,channel,kind
1,2026-03-05,200,search,ads
2,2026-03-12,100,social,ads
3,2026-03-31,188,,salaries
`;

/** Seven deals: four closed in February 2026, three were open when it ended. */
export const opportunities = `id,outcome,created_at,closed_at,expected_close,amount,probability
1,won,2026-01-10,2026-02-09,2026-02-10,1000,
2,won,2026-01-31,2026-02-10,2026-02-20,3000,
3,lost,2026-01-05,2026-02-20,2026-02-28,500,
4,won,2026-01-01,2026-02-25,2026-02-20,2000,
5,open,2026-02-03,,2026-03-15,4000,0.5
6,open,2026-02-12,,2026-03-31,1000,0.2
7,open,2026-01-20,,2026-04-15,1500,0.1
`;

/** Deal 7 was expected in February first. */
export const expectedCloses = `opportunity_id,at,expected_close
7,2026-01-20,2026-02-15
7,2026-02-14,2026-04-15
`;

/** The quota of February 2026. */
export const targets = `metric,period_start,grain,value
bookings,2026-02-01,month,10000
`;

/** Two stages of a pipeline. */
export const stages = `pipeline,name,position
new business,Demo,1
new business,Proposal,2
`;

/** Four deals that entered Demo in February 2026. */
export const stagedOpportunities = `id,outcome,pipeline,stage,created_at,closed_at,amount
1,open,new business,Proposal,2026-02-02,,100
2,open,new business,Proposal,2026-02-03,,100
3,lost,new business,Demo,2026-02-05,2026-02-10,100
4,open,new business,Demo,2026-02-20,,100
`;

/** When they entered which stage. */
export const stageChanges = `opportunity_id,at,stage
1,2026-02-02,Demo
1,2026-02-12,Proposal
2,2026-02-03,Demo
2,2026-02-23,Proposal
3,2026-02-05,Demo
4,2026-02-20,Demo
`;

/** Six people, four of them new in February 2026. */
export const people = `id,created_at,mql_at,sql_at,converted_at
1,2026-02-02,2026-02-05,2026-02-10,2026-03-01
2,2026-02-08,2026-02-20,,
3,2026-02-15,,,
4,2026-02-20,2026-02-25,2026-03-02,
5,2026-01-10,2026-01-15,2026-02-01,
6,2026-01-12,2026-01-20,,
`;

/** Advertising in February 2026, with what the platforms count. */
export const advertising = `id,date,amount,channel,kind,leads,conversions
1,2026-02-05,300,search,ads,5,1
2,2026-02-12,100,social,ads,3,1
`;

/** A deal of 900, and the touches of the person who bought. */
export const touched = {
  people: `id,account_id,created_at
1,ash,2026-02-01
`,
  touchpoints: `id,at,person_id,channel
1,2026-02-01,1,search
2,2026-02-10,1,mail
3,2026-03-01,1,search
`,
  opportunities: `id,outcome,account_id,person_id,created_at,closed_at,amount
1,won,ash,1,2026-02-20,2026-03-10,900
`,
} as const;
