import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Sales-qualified leads, by the day on which sales accepted them (`sql_at`).
 *
 * Rows: two people with an `sql_at` in May: 2.
 */
export const sqls: MetricDefinition = defineMetric({
  id: "sqls",
  version: 1,
  label: "SQLs",
  question: "How many leads did sales accept?",
  formula: "count of people by sql_at",
  unit: "count",
  direction: "up",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "people", date: "sql_at", aggregate: { count: true } },
  },
});
