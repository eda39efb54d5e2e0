import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * New MRR: the change in MRR of accounts that had MRR 0 at the beginning of the period, have MRR now, and never had any before.
 *
 * Compares each account's total MRR at the two ends of the period, so that two subscriptions of one account net out
 * and a coarse grain is not the sum of finer ones; with `movements.form` events, at the two ends of each day. All movements, `fx_mrr`
 * among them, sum to the change in `mrr`, exactly. Only columns
 * of the account can split it.
 *
 * Account A pays nothing before, 100 at the end of the period: new 100.
 *
 * @see ChartMogul, "MRR movements" (net per account and period)
 */
export const newMrr: MetricDefinition = defineMetric({
  id: "new_mrr",
  version: 1,
  label: "New MRR",
  question: "What did first-time customers add?",
  formula: "sum of MRR at the end of the period of accounts at 0 at its beginning that never paid before",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "new" } },
  settings: movementSettings,
  source: "ChartMogul, MRR movements",
});
