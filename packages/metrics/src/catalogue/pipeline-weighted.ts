import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Weighted pipeline: open amounts times the probability that they are won, just before the period ends, as both stood then.
 *
 * The probability is the deal's own, else that of its stage (as `stages` has it now), to six decimals; a deal that has
 * neither counts 0. Probabilities set by stage are a rule of thumb: compare them with `stage_conversion_rate`.
 *
 * The row of a deal that has closed tells how it ended, so both come from `opportunity_changes` alone: deals that closed without
 * a history weigh nothing in the past, which then looks too low beside the deals that are open today. Import the history.
 *
 * Rows: 100 at 0.5, and 200 in a stage of 0.25: 100.
 */
export const pipelineWeighted: MetricDefinition = defineMetric({
  id: "pipeline_weighted",
  version: 1,
  label: "Weighted pipeline",
  question: "What may we expect of our open deals?",
  formula: "sum of amount x probability of opportunities open just before the period ends",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "pipeline", of: "weighted" } },
});
