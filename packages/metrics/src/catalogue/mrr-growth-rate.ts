import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * MRR growth: MRR at the end of the period over MRR at the end of the one before, less one.
 *
 * Null where there was no MRR before.
 *
 * Rows: 1,000, then 1,080: 0.08.
 */
export const mrrGrowthRate: MetricDefinition = defineMetric({
  id: "mrr_growth_rate",
  version: 1,
  label: "MRR growth",
  question: "How fast does recurring revenue grow?",
  formula: "mrr / mrr of the previous period - 1",
  unit: "fraction",
  direction: "up",
  expression: { kind: "formula", text: "mrr / prev(mrr) - 1" },
  settings: mrrSettings,
});
