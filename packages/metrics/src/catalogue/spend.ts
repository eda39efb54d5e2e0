import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Spend: all marketing and sales cost by its date, of every kind (ads, programs, salaries, tools).
 *
 * Split by `kind` or `channel` for a part of it.
 *
 * Rows: ads 500 on 3 Jan, tools 80 on 20 Jan: January 580.
 */
export const spend: MetricDefinition = defineMetric({
  id: "spend",
  version: 1,
  label: "Spend",
  question: "What did we spend to win customers?",
  formula: "sum of spend.amount by date",
  unit: "currency",
  direction: "neutral",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" } },
  },
});
