import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Net new MRR: all movements of the period together, so the change in MRR, exactly.
 *
 * Rows: new 500, expansion 120, contraction -40, churned -200, exchange rates 20: 400.
 */
export const netNewMrr: MetricDefinition = defineMetric({
  id: "net_new_mrr",
  version: 1,
  label: "Net new MRR",
  question: "By how much did recurring revenue grow?",
  formula: "new_mrr + expansion_mrr + reactivation_mrr + contraction_mrr + churned_mrr + fx_mrr",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "formula",
    text: "new_mrr + expansion_mrr + reactivation_mrr + contraction_mrr + churned_mrr + fx_mrr",
  },
  settings: movementSettings,
});
