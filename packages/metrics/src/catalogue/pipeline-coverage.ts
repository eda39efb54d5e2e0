import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Pipeline coverage: open pipeline expected to close in the period over what is missing to its quota.
 *
 * A period that is over is taken at its beginning, when nothing was won yet; the current one now, with the bookings so
 * far; so compare periods on the same day of each. The quota is the target of `bookings`. Null where it is met, or there
 * is none.
 *
 * Rows: quota 1,000, won so far 400, open and expected this quarter 1,500: 2.5.
 *
 * @see Gong, "Pipeline coverage" (help centre)
 */
export const pipelineCoverage: MetricDefinition = defineMetric({
  id: "pipeline_coverage",
  version: 1,
  label: "Pipeline coverage",
  question: "Is there enough in the pipeline to make the quota?",
  formula: "open amount expected to close in the period / (target of bookings - bookings so far)",
  unit: "ratio",
  direction: "up",
  source: "Gong, Pipeline coverage",
  expression: {
    kind: "formula",
    text: "open / max(quota - won, 0)",
    inputs: {
      open: { kind: "total", measure: { kind: "coverage", of: "open" } },
      won: { kind: "total", measure: { kind: "coverage", of: "won" } },
      quota: { kind: "total", measure: { kind: "target", metric: "bookings", combine: "sum" } },
    },
  },
});
