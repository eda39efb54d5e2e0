import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Net MRR churn rate: MRR lost in the period less what customers gained / MRR at its beginning.
 *
 * Expansion and reactivation count against the losses, new customers and exchange rates do not; below 0 customers grow
 * faster than they leave. Baremetrics leaves reactivation out, as
 * `movements.reactivation` left_out does. Null without MRR at the beginning. Only columns of the
 * account can split it.
 *
 * Rows: 1,000 at the beginning, churned -30, contraction -20, expansion 60, reactivation 10: -0.02.
 *
 * @see ChartMogul, "Net MRR churn rate"
 */
export const netMrrChurnRate: MetricDefinition = defineMetric({
  id: "net_mrr_churn_rate",
  version: 1,
  label: "Net MRR churn rate",
  question: "Which share of recurring revenue do we lose after upgrades?",
  formula: "-(churned_mrr + contraction_mrr + expansion_mrr + reactivation_mrr) / mrr at t0",
  unit: "fraction",
  direction: "down",
  expression: {
    kind: "choice",
    setting: "movements.reactivation",
    of: {
      counted: {
        kind: "formula",
        text: "(0 - churned_mrr - contraction_mrr - expansion_mrr - reactivation_mrr) / (mrr - net_new_mrr)",
      },
      left_out: {
        kind: "formula",
        text: "(0 - churned_mrr - contraction_mrr - expansion_mrr) / (mrr - net_new_mrr)",
      },
    },
  },
  settings: [...movementSettings, "movements.reactivation"],
  source: "ChartMogul, Net MRR churn rate",
});
