import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Customer acquisition cost, blended: all spend over the accounts that became customers.
 *
 * All kinds of spend count: ads, programs, salaries and tools. `cac.lagMonths` takes the spend of earlier months (rounded to whole
 * periods), near the length of the sales cycle. Null without new customers.
 *
 * Rows: spend 60,000, 12 new customers: 5,000.
 *
 * @see ../../../../docs/metrics/cac.md on blended, paid and new-logo CAC
 */
export const cac: MetricDefinition = defineMetric({
  id: "cac",
  version: 1,
  label: "CAC",
  question: "What does a new customer cost?",
  formula: "spend (cac.lagMonths earlier) / new_customers",
  unit: "currency",
  direction: "down",
  settings: ["cac.lagMonths"],
  expression: {
    kind: "formula",
    text: "prev(spend, lag / months) / new_customers",
    inputs: { lag: { kind: "setting", key: "cac.lagMonths" } },
  },
});
