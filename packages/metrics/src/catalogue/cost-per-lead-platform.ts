import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Cost per lead as the ad platforms count leads: spend over `spend.leads`, so it can be split by campaign.
 *
 * Platforms claim a lead that another one claims too: their sum is no count of people. Null without leads.
 *
 * Rows: a campaign spent 900 and reports 6 leads: 150.
 */
export const costPerLeadPlatform: MetricDefinition = defineMetric({
  id: "cost_per_lead.platform",
  version: 1,
  label: "Cost per lead, as platforms count",
  question: "What does a lead cost by the platforms' own count?",
  formula: "sum of spend.amount / sum of spend.leads",
  unit: "currency",
  direction: "down",
  expression: {
    kind: "ratio",
    numerator: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" } },
    denominator: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "leads" } },
  },
});
