import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

const won = {
  kind: "flow",
  fact: "opportunities",
  date: "closed_at",
  filter: { column: "outcome", in: ["won"] },
} as const;

/**
 * Average deal size: won amounts / won opportunities with an amount, by the day on which they closed.
 *
 * An amount of 0 counts, a missing one does not. Null where nothing with an amount was won.
 *
 * Rows: won 100, 0, and one without an amount: 100 / 2 = 50.
 */
export const averageDealSize: MetricDefinition = defineMetric({
  id: "average_deal_size",
  version: 1,
  label: "Average deal size",
  question: "What is a won deal worth?",
  formula: "sum of amount / count of amounts, won opportunities by closed_at",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { ...won, aggregate: { sum: "amount" } },
    denominator: { ...won, aggregate: { countOf: "amount" } },
  },
});
