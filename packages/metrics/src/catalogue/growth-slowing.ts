import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Whether growth is slowing: the slope of MRR growth over the last three periods, per period.
 *
 * Below 0 growth is slowing, above 0 it is getting faster. The slope of the line through three equally spaced values is
 * half the difference of the outer two. Null until there are three growth rates, so four periods with MRR.
 *
 * Rows: growth of 10 %, 9 % and 6 %: (0.06 - 0.1) / 2 = -0.02.
 */
export const growthSlowing: MetricDefinition = defineMetric({
  id: "growth_slowing",
  version: 1,
  label: "Growth slowing",
  question: "Is our growth slowing down (below 0) or getting faster (above 0)?",
  formula: "(mrr_growth_rate - mrr_growth_rate two periods before) / 2",
  unit: "fraction",
  direction: "up",
  expression: { kind: "formula", text: "0.5 * (mrr_growth_rate - prev(mrr_growth_rate, 2))" },
  settings: mrrSettings,
});
