import { spend, subscriptions } from "./company.ts";
import type { ExampleGroup } from "./example.ts";

const march = { from: "2026-03-01", to: "2026-04-01", grain: "month" } as const;
const rows = { subscriptions, spend };
const margin = { "margin.gross": "0.8" };

/** What customers cost and are worth. */
export const economicsExamples: ExampleGroup = {
  title: "Unit economics",
  examples: [
    {
      metric: "cac",
      ...march,
      rows,
      byHand: ["all spend over the one new customer, elm", "(200 + 100 + 188) / 1 = 488"],
      notes: [
        "Say which CAC you mean. **Blended**: all spend over all new customers, however they came; this one. **Paid**: what a channel cost over the customers who came through it; `cac.<model>`, split by channel. **New-logo**: customers are first-time customers only, so an account that comes back or buys more counts in none of them; spend on existing customers has no mark of its own, so leave it out of the import.",
      ],
    },
    {
      metric: "cac_payback_months",
      ...march,
      rows,
      set: margin,
      byHand: ["spend over the gross margin on new MRR", "488 / (250 * 0.8) = 2.44"],
    },
    {
      metric: "ltv",
      ...march,
      rows: { subscriptions },
      set: margin,
      byHand: ["ARPA 244, a quarter of the customers left", "244 * 0.8 / 0.25 = 780.8"],
    },
    {
      metric: "ltv.expansion",
      ...march,
      rows: { subscriptions },
      set: margin,
      byHand: [
        "growth of an account: expansion less contraction over the four customers of 1 March",
        "(100 - 50) / 4 = 12.5",
        "244 * 0.8 / 0.25 + 12.5 * 0.8 / 0.25 ^ 2 = 940.8",
      ],
    },
    {
      metric: "ltv.km",
      from: "2026-01-01",
      to: "2026-04-01",
      grain: "quarter",
      rows: {
        subscriptions:
          "id,account_id,starts_at,ends_at,mrr\n1,a,2026-01-01,,100\n2,b,2026-01-01,,100\n3,c,2026-01-01,,100\n4,d,2026-01-01,2026-02-01,100\n",
      },
      set: { ...margin, "ltv.capMonths": "3" },
      byHand: [
        "d leaves after 31 days, which is more than a month",
        "share left after two months: 1 - 1 / 4 = 0.75",
        "ARPA 100 at the end of the quarter, for the months 0, 1 and 2",
        "100 * 0.8 * (1 + 1 + 0.75) = 220",
      ],
    },
    {
      metric: "ltv_cac",
      ...march,
      rows,
      set: margin,
      byHand: ["LTV over CAC", "780.8 / 488 = 1.6"],
    },
    {
      metric: "magic_number",
      from: "2026-01-01",
      to: "2026-04-01",
      grain: "quarter",
      rows: { subscriptions, spend: "id,date,amount,kind\n1,2025-11-20,3300,ads\n" },
      byHand: [
        "ARR from 12 x 1000 to 12 x 1220; spend of the quarter before",
        "12 * (1220 - 1000) / 3300 = 0.8",
      ],
    },
    {
      metric: "rule_of_40",
      ...march,
      rows: { subscriptions },
      set: { "margin.profit": "0.12" },
      byHand: ["MRR was 1000 a year ago", "1220 / 1000 - 1 + 0.12 = 0.34"],
    },
  ],
};
