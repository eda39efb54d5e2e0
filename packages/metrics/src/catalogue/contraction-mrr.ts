import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Contraction MRR: the change in MRR of accounts that paid at the beginning and still pay, but less; 0 or negative.
 *
 * Compares each account's total MRR at the two ends of the period, so that two subscriptions of one account net out
 * and a coarse grain is not the sum of finer ones; with `movements.form` events, at the two ends of each day. All movements, `fx_mrr`
 * among them, sum to the change in `mrr`, exactly. Only columns
 * of the account can split it.
 *
 * Account A goes from 100 to 80: contraction -20.
 *
 * @see ChartMogul, "MRR movements" (net per account and period)
 */
export const contractionMrr: MetricDefinition = defineMetric({
  id: "contraction_mrr",
  version: 1,
  label: "Contraction MRR",
  question: "What did customers who stayed take away?",
  formula: "sum of the fall in MRR of accounts that paid at both ends of the period; 0 or less",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "contraction" } },
  settings: movementSettings,
  source: "ChartMogul, MRR movements",
});
