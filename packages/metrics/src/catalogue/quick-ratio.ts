import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * SaaS quick ratio: MRR gained over MRR lost in the period.
 *
 * Null where nothing was lost, which is read as "no losses".
 *
 * With `movements.reactivation` left_out, what customers bring who come back is no gain.
 *
 * Rows: new 300, expansion 100, churned -100, contraction -100: 2.
 *
 * @see ChartMogul, SaaS quick ratio; Baremetrics leaves reactivation out
 */
export const quickRatio: MetricDefinition = defineMetric({
  id: "quick_ratio",
  version: 1,
  label: "Quick ratio",
  question: "How much revenue do we gain for each unit that we lose?",
  formula: "(new_mrr + expansion_mrr + reactivation_mrr) / -(contraction_mrr + churned_mrr)",
  unit: "ratio",
  direction: "up",
  expression: {
    kind: "choice",
    setting: "movements.reactivation",
    of: {
      counted: {
        kind: "formula",
        text: "(new_mrr + expansion_mrr + reactivation_mrr) / -(contraction_mrr + churned_mrr)",
      },
      left_out: {
        kind: "formula",
        text: "(new_mrr + expansion_mrr) / -(contraction_mrr + churned_mrr)",
      },
    },
  },
  settings: [...movementSettings, "movements.reactivation"],
});
