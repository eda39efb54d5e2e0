import { advertising, people, touched } from "./company.ts";
import type { ExampleGroup, MetricExample } from "./example.ts";

const february = { from: "2026-02-01", to: "2026-03-01", grain: "month" } as const;
const march = { from: "2026-03-01", to: "2026-04-01", grain: "month" } as const;

const leads = (
  metric: string,
  byHand: readonly string[],
  more: Partial<MetricExample> = {},
): MetricExample => ({
  metric,
  rows: { people },
  ...february,
  byHand,
  ...more,
});

/** People who may become customers, and what they cost. */
export const leadExamples: ExampleGroup = {
  title: "Leads and spend",
  examples: [
    leads("leads", ["1, 2, 3 and 4", "1 + 1 + 1 + 1 = 4"]),
    leads("mqls", ["1, 2 and 4", "1 + 1 + 1 = 3"]),
    leads("sqls", ["1 and 5", "1 + 1 = 2"]),
    leads("lead_velocity_rate", ["three MQLs after two in January", "3 / 2 - 1 = 0.5"]),
    leads("lead_conversion_rate", ["of 1, 2, 3 and 4 the first converted", "1 / 4 = 0.25"], {
      recorded: "2026-04-01",
    }),
    leads(
      "mql_to_sql_rate",
      ["qualified in February: 1, 2 and 4; accepted since: 1 and 4", "2 / 3 = 0.666667"],
      {
        recorded: "2026-04-01",
      },
    ),
    leads("lead_to_customer_rate", ["1 converted, 2 has a won deal", "(1 + 1) / 4 = 0.5"], {
      rows: {
        people,
        opportunities:
          "id,outcome,person_id,created_at,closed_at,amount\n1,won,2,2026-02-10,2026-03-20,500\n",
      },
      recorded: "2026-04-01",
    }),
    leads("spend", ["both rows", "300 + 100 = 400"], { rows: { spend: advertising } }),
    leads("cost_per_lead", ["spend over leads", "(300 + 100) / 4 = 100"], {
      rows: { people, spend: advertising },
    }),
    leads("cost_per_lead.platform", ["spend over the leads of the platforms", "(300 + 100) / (5 + 3) = 50"], {
      rows: { spend: advertising },
    }),
    leads("cac.platform", ["spend over the conversions of the platforms", "(300 + 100) / (1 + 1) = 200"], {
      rows: { spend: advertising },
    }),
  ],
};

const search = { by: "channel", of: "search" };
const paidSearch = "id,date,amount,channel\n1,2026-03-05,200,search\n";

/** Where conversions came from. */
export const attributionExamples: ExampleGroup = {
  title: "Attribution",
  examples: [
    {
      metric: "attributed_revenue",
      rows: touched,
      ...march,
      split: search,
      byHand: ["two of the three touches before the close were search", "900 * 2 / 3 = 600"],
    },
    {
      metric: "attributed_conversions",
      rows: touched,
      ...march,
      split: search,
      byHand: ["two of the three touches before the close were search", "1 * 2 / 3 = 0.666667"],
    },
    {
      metric: "attributed_pipeline",
      rows: touched,
      ...february,
      split: search,
      byHand: ["before its creation there were search and mail", "900 * 1 / 2 = 450"],
    },
    {
      metric: "roas",
      rows: { ...touched, spend: paidSearch },
      ...march,
      split: search,
      byHand: ["attributed revenue 600", "600 / 200 = 3"],
    },
    {
      metric: "marketing_roi",
      rows: { ...touched, spend: paidSearch },
      ...march,
      split: search,
      set: { "margin.gross": "0.5" },
      byHand: ["attributed gross profit less spend, over spend", "(600 * 0.5 - 200) / 200 = 0.5"],
    },
  ],
};
