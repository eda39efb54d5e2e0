import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Gross MRR churn rate: MRR lost in the period / MRR at its beginning.
 *
 * Lost is what customers who left took along and what others cut; what is gained meanwhile does not count. Always of the
 * MRR at the beginning, whatever `churn.denominator` says: that setting counts customers. Null without MRR at the
 * beginning. Only columns of the account can split it.
 *
 * Rows: 1,000 at the beginning, churned -30, contraction -20: 0.05.
 *
 * @see ChartMogul, "Gross MRR churn rate"
 */
export const grossMrrChurnRate: MetricDefinition = defineMetric({
  id: "gross_mrr_churn_rate",
  version: 1,
  label: "Gross MRR churn rate",
  question: "Which share of recurring revenue do we lose before upgrades?",
  formula: "-(churned_mrr + contraction_mrr) / mrr at t0",
  unit: "fraction",
  direction: "down",
  expression: {
    kind: "formula",
    text: "(0 - churned_mrr - contraction_mrr) / (mrr - net_new_mrr)",
  },
  settings: movementSettings,
  source: "ChartMogul, Gross MRR churn rate",
});
