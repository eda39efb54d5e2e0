import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Reactivation MRR: the change in MRR of accounts that had MRR 0 at the beginning, have MRR now, and had some at any earlier moment.
 *
 * Compares each account's total MRR at the two ends of the period, so that two subscriptions of one account net out
 * and a coarse grain is not the sum of finer ones; with `movements.form` events, at the two ends of each day. All movements, `fx_mrr`
 * among them, sum to the change in `mrr`, exactly. Only columns
 * of the account can split it.
 *
 * Account A paid until last year, nothing at the beginning, 50 at the end: reactivation 50.
 *
 * @see ChartMogul, "MRR movements" (net per account and period)
 */
export const reactivationMrr: MetricDefinition = defineMetric({
  id: "reactivation_mrr",
  version: 1,
  label: "Reactivation MRR",
  question: "What did returning customers add?",
  formula: "sum of MRR at the end of the period of accounts at 0 at its beginning that had paid before",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "reactivation" } },
  settings: movementSettings,
  source: "ChartMogul, MRR movements",
});
