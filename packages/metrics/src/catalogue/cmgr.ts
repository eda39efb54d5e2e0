import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Compound growth rate: the constant rate per period at which MRR would have grown as it did over `growth.periods`.
 *
 * Monthly by default, hence its name; with another grain per quarter, week and so on. Null where there was no MRR then, so
 * for the first periods of history.
 *
 * Rows: 1,000 two months ago, 1,210 now, two periods: 0.1.
 */
export const cmgr: MetricDefinition = defineMetric({
  id: "cmgr",
  version: 1,
  label: "Compound growth rate",
  question: "How fast has recurring revenue grown per month?",
  formula: "(mrr / mrr n periods before) ^ (1 / n) - 1, n = growth.periods",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "formula",
    text: "(mrr / prev(mrr, n)) ^ (1 / n) - 1",
    inputs: { n: { kind: "setting", key: "growth.periods" } },
  },
  settings: [...mrrSettings, "growth.periods"],
});
