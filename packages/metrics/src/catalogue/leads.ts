import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Leads: people by the day on which they were created.
 *
 * A person without `created_at` falls in no period and is counted in the import's warnings.
 *
 * Rows: P1 created 3 Jan, P2 created 28 Jan, P3 undated: January 2.
 */
export const leads: MetricDefinition = defineMetric({
  id: "leads",
  version: 1,
  label: "Leads",
  question: "How many new people did we get to know?",
  formula: "count of people by created_at",
  unit: "count",
  direction: "up",
  expression: {
    kind: "total",
    measure: { kind: "flow", fact: "people", date: "created_at", aggregate: { count: true } },
  },
});
