import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Annual recurring revenue as a run rate: 12 x MRR just before the period ends.
 *
 * The other meaning in use, the sum of annualised contract values, differs where contracts have not started.
 *
 * Rows: MRR 200 at the end of January gives ARR 2,400.
 *
 * @see gaspwiki, "SaaS metrics core" on the two meanings
 */
export const arr: MetricDefinition = defineMetric({
  id: "arr",
  version: 1,
  label: "ARR",
  question: "What would today's recurring revenue bring in a year?",
  formula: "12 x mrr",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "balance", of: "mrr" }, times: 12 },
  settings: mrrSettings,
});
