import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Upsell rate: expansion MRR of the period / MRR at its beginning.
 *
 * Null without MRR at the beginning. Only columns of the account can split it.
 *
 * Rows: 1,000 at the beginning, expansion 60: 0.06.
 */
export const upsellRate: MetricDefinition = defineMetric({
  id: "upsell_rate",
  version: 1,
  label: "Upsell rate",
  question: "How much do customers add to what they paid?",
  formula: "expansion_mrr / mrr at t0",
  unit: "fraction",
  direction: "up",
  expression: { kind: "formula", text: "expansion_mrr / (mrr - net_new_mrr)" },
  settings: movementSettings,
});
