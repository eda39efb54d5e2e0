import type { MetricsStore } from "@foresail/metrics";
import { importCsv } from "./stores.ts";

/*
 * Leads of January: L1 to L5. L1 goes all the way in 1 + 2 + 7 days. L2 is accepted by sales without an MQL date, so it has
 * passed that step. L3 is an MQL after 4 days. L4 wins by an opportunity. L5 stays a lead. L6 belongs to February.
 */
const people = `id,created_at,mql_at,sql_at,converted_at,channel
L1,2026-01-01,2026-01-02,2026-01-04,2026-01-11,ads
L2,2026-01-02,,2026-01-10,,ads
L3,2026-01-03,2026-01-07,,,mail
L4,2026-01-04,,,,mail
L5,2026-01-05,,,,ads
L6,2026-02-01,2026-02-02,,,ads
`;
const opportunities = `id,person_id,pipeline,stage,outcome,created_at,closed_at,amount
O1,L4,sales,Proposal,won,2026-01-20,2026-02-20,900
O2,,sales,Demo,open,2026-01-21,,400
O3,,sales,Proposal,lost,2026-01-22,2026-03-01,0
`;
const stages =
  "pipeline,name,position,outcome\nsales,Lead,1,open\nsales,Demo,2,open\nsales,Proposal,3,open\nsales,Won,4,won\n";
// O1 jumps from Lead to Proposal and is won; O2 reaches Demo; O3 reaches Proposal and goes back to Demo before it is lost.
const changes = `opportunity_id,at,stage,amount
O1,2026-01-20,Lead,900
O1,2026-02-01,Proposal,
O2,2026-01-21,Lead,400
O2,2026-01-31,Demo,
O3,2026-01-22,Lead,500
O3,2026-01-25,Demo,
O3,2026-01-28,Proposal,
O3,2026-02-05,Demo,
O3,2026-03-01,,0
`;
// Ann visits, signs up and buys; an anonymous visitor is Bo later on; Cy buys before visiting.
const events = `id,name,at,person_id,anonymous_id,value
1,visit,2026-01-01T10:00:00Z,ann,,
2,signup,2026-01-01T10:05:00Z,ann,,
3,purchase,2026-01-03T09:00:00Z,ann,,50
4,visit,2026-01-02T10:00:00Z,,cookie,
5,signup,2026-01-09T10:00:00Z,bo,,
6,purchase,2026-01-01T08:00:00Z,cy,,20
7,visit,2026-01-05T08:00:00Z,cy,,
`;

/** Fills a store with the leads, deals and events that the funnel is worked out on. */
export async function fillFunnel(store: MetricsStore): Promise<void> {
  const known = "bo,2025-12-01,,,,\nann,2025-12-01,,,,\ncy,2025-12-01,,,,\n";
  await importCsv(store, "people", `${people}${known}`);
  await importCsv(store, "people", "id,created_at,anonymous_id\nbo,2025-12-01,cookie\n");
  await importCsv(store, "opportunities", opportunities);
  await importCsv(store, "stages", stages);
  await importCsv(store, "opportunity_changes", changes);
  await importCsv(store, "events", events);
}

/*
 * The second quarter of 2026, seen on 1 April and on 1 July. One deal for each way through:
 *
 *   stays      open before, 100, then 130: increased 30        shrinks  100, then 60: decreased 40
 *   pushed     50, expected in June, then in August            pulled   70, expected in August, then in June
 *   new        40, created in May                              won      90, grows to 95 in May, won in June
 *   lost       80, lost in May, its amount then set to 0       quick    25, created and won in May
 *   elsewhere  500, expected in December all along             early    65, expected in August, won in June
 */
const pipelineDeals = `id,outcome,created_at,closed_at,expected_close,amount,owner
stays,open,2026-01-05,,2026-06-20,130,Ann
shrinks,open,2026-01-05,,2026-06-20,60,Ann
pushed,open,2026-01-05,,2026-08-15,50,Ann
pulled,open,2026-01-05,,2026-06-15,70,Bo
new,open,2026-05-05,,2026-06-15,40,Bo
won,won,2026-01-05,2026-06-10,2026-06-10,95,Bo
lost,lost,2026-01-05,2026-05-20,2026-06-10,0,Bo
quick,won,2026-05-10,2026-05-20,2026-06-10,25,Bo
elsewhere,open,2026-01-05,,2026-12-10,500,Ann
early,won,2026-01-05,2026-06-20,2026-06-20,65,Ann
`;
const pipelineChanges = `opportunity_id,at,amount,expected_close
stays,2026-01-05,100,2026-06-20
stays,2026-05-01,130,
shrinks,2026-01-05,100,2026-06-20
shrinks,2026-06-30,60,
pushed,2026-01-05,50,2026-06-15
pushed,2026-06-14,,2026-08-15
pulled,2026-01-05,70,2026-08-15
pulled,2026-04-20,,2026-06-15
won,2026-01-05,90,2026-06-10
won,2026-05-05,95,
lost,2026-01-05,80,2026-06-10
lost,2026-05-20,0,
early,2026-01-05,65,2026-08-20
early,2026-06-20,,2026-06-20
`;

/** Fills a store with the deals that the pipeline waterfall is worked out on. */
export async function fillPipeline(store: MetricsStore): Promise<void> {
  await importCsv(store, "opportunities", pipelineDeals);
  await importCsv(store, "opportunity_changes", pipelineChanges);
}
