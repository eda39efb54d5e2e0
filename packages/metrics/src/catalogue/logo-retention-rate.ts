import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { churnSettings } from "./revenue-settings.ts";

/**
 * Logo retention rate: the share of customers who stayed, 1 less the logo churn rate.
 *
 * Null where that is. Only columns of the account can split it.
 *
 * Rows: 40 customers at the beginning, 2 of them at MRR 0 at the end: 0.95.
 */
export const logoRetentionRate: MetricDefinition = defineMetric({
  id: "logo_retention_rate",
  version: 1,
  label: "Logo retention rate",
  question: "Which share of our customers stayed?",
  formula: "1 - logo_churn_rate",
  unit: "fraction",
  direction: "up",
  expression: { kind: "formula", text: "1 - logo_churn_rate" },
  settings: churnSettings,
});
