import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Marketing-qualified leads, by the day on which marketing qualified them (`mql_at`).
 *
 * Rows: three people with an `mql_at` in May: 3.
 */
export const mqls: MetricDefinition = defineMetric({
  id: "mqls",
  version: 1,
  label: "MQLs",
  question: "How many leads did marketing qualify?",
  formula: "count of people by mql_at",
  unit: "count",
  direction: "up",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "people", date: "mql_at", aggregate: { count: true } },
  },
});
