import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Expansion MRR: the change in MRR of accounts that paid at the beginning and pay more at the end.
 *
 * Compares each account's total MRR at the two ends of the period, so that two subscriptions of one account net out
 * and a coarse grain is not the sum of finer ones; with `movements.form` events, at the two ends of each day. All movements, `fx_mrr`
 * among them, sum to the change in `mrr`, exactly. Only columns
 * of the account can split it.
 *
 * Account A goes from 100 to 130: expansion 30.
 *
 * @see ChartMogul, "MRR movements" (net per account and period)
 */
export const expansionMrr: MetricDefinition = defineMetric({
  id: "expansion_mrr",
  version: 1,
  label: "Expansion MRR",
  question: "What did existing customers add?",
  formula: "sum of the rise in MRR of accounts that paid at both ends of the period",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "expansion" } },
  settings: movementSettings,
  source: "ChartMogul, MRR movements",
});
