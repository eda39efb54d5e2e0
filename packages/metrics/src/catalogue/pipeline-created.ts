import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Pipeline created: amounts that opportunities had on the day they were created, by that day, whatever became of them.
 *
 * Where the first change of a deal is later, its own row says what it began with. A missing amount adds nothing.
 *
 * Rows: A created 5 Jan with 100 (now 150), B created 9 Jan with 40: January 140.
 */
export const pipelineCreated: MetricDefinition = defineMetric({
  id: "pipeline_created",
  version: 1,
  label: "Pipeline created",
  question: "How much new pipeline did we open?",
  formula: "sum of amount at creation of opportunities by created_at",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "deal_value", of: "created" } },
});
