import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Open pipeline: amounts of the opportunities that are open just before the period ends, as they stood then.
 *
 * An opportunity is open from `created_at` until `closed_at`; its amount, stage and forecast category at a past moment come
 * from `opportunity_changes`: the last change of each day counts, a change that leaves a column out keeps its value, and
 * before the first change the opportunity's own row speaks. Of a deal that has closed the row gives the amount only: its stage
 * and forecast category are those of its end, and before its first change unknown. Split by stage, a deal counts where it
 * stood then. Without `created_at` a deal is never seen open; without an amount it adds nothing.
 *
 * Rows: A 100 created 5 Jan, raised to 150 on 10 Feb; B 40 created 20 Jan, won 3 Feb: 140 at the end of January, 150 at the
 * end of February.
 */
export const pipelineOpen: MetricDefinition = defineMetric({
  id: "pipeline_open",
  version: 1,
  label: "Open pipeline",
  question: "What are our open deals worth?",
  formula: "sum of amount of opportunities open just before the period ends",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "pipeline", of: "amount" } },
});
