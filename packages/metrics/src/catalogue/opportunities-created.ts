import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Opportunities created: opportunities by the day on which they were created, whatever became of them.
 *
 * Rows: O1 created 3 Jan (won), O2 created 9 Jan (open): January 2.
 */
export const opportunitiesCreated: MetricDefinition = defineMetric({
  id: "opportunities_created",
  version: 1,
  label: "Opportunities created",
  question: "How much new pipeline did we open, in deals?",
  formula: "count of opportunities by created_at",
  unit: "count",
  direction: "up",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "opportunities", date: "created_at", aggregate: { count: true } },
  },
});
