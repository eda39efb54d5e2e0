import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Slippage: of the opportunities that were open when the period began and expected to close in it, the share whose expected
 * close had moved beyond it when it ended, still open.
 *
 * Deals won or lost in the period, pulled in or merely overdue did not slip. Split by stage, a deal counts where it stood when
 * the period began. Null where none was expected.
 *
 * Rows: 5 expected in Q1 on 1 January; 2 closed, 2 moved to Q2, 1 overdue: 0.4.
 */
export const slippageRate: MetricDefinition = defineMetric({
  id: "slippage_rate",
  version: 1,
  label: "Slippage",
  question: "Which share of the deals expected in the period was put off?",
  formula: "deals put off to after the period / deals open at its beginning and expected in it",
  unit: "fraction",
  direction: "down",
  expression: {
    kind: "ratio",
    numerator: { kind: "slippage", of: "slipped" },
    denominator: { kind: "slippage", of: "expected" },
  },
});
