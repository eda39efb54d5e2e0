import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Churned MRR: the change in MRR of accounts that paid at the beginning and do not at the end; 0 or negative.
 *
 * Compares each account's total MRR at the two ends of the period, so that two subscriptions of one account net out
 * and a coarse grain is not the sum of finer ones; with `movements.form` events, at the two ends of each day. All movements, `fx_mrr`
 * among them, sum to the change in `mrr`, exactly. Only columns
 * of the account can split it.
 *
 * Account A goes from 100 to 0: churned -100.
 *
 * @see ChartMogul, "MRR movements" (net per account and period)
 */
export const churnedMrr: MetricDefinition = defineMetric({
  id: "churned_mrr",
  version: 1,
  label: "Churned MRR",
  question: "What did customers who left take away?",
  formula: "sum of the MRR at the beginning of the period of accounts at 0 at its end, negative; 0 or less",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "churned" } },
  settings: movementSettings,
  source: "ChartMogul, MRR movements",
});
