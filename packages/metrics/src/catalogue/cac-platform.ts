import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Cost per conversion as the ad platforms count conversions: spend over `spend.conversions`, so it can be split by campaign.
 *
 * Platforms claim a conversion that another one claims too. Null without conversions.
 *
 * Rows: a campaign spent 900 and reports 3 conversions: 300.
 */
export const cacPlatform: MetricDefinition = defineMetric({
  id: "cac.platform",
  version: 1,
  label: "CAC, as platforms count",
  question: "What does a conversion cost by the platforms' own count?",
  formula: "sum of spend.amount / sum of spend.conversions",
  unit: "currency",
  direction: "down",
  expression: {
    kind: "ratio",
    numerator: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" } },
    denominator: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "conversions" } },
  },
});
