import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Monthly recurring revenue just before the period ends.
 *
 * Counts every subscription row that has started and not ended (`starts_at < t1`, `ends_at` null or `>= t1`), at its
 * normalised monthly amount; trials count 0. Usage, one-off items and tax are not part of it. A balance: it is never
 * summed over periods, and a period without changes carries the last value.
 *
 * An amount in a foreign currency counts at its newest rate from before the end of the period, so that a rate that moves
 * changes MRR, by `fx_mrr`; with `currency.rate` fixed at one rate for all periods. A subscription that ended counts
 * for `churn.graceDays` more, or until the account starts another one.
 *
 * Rows: A 100 from 5 Jan to 31 Jan (exclusive), B 1,200 a year from 20 Jan, C 50 from 1 Jan to 1 Feb (exclusive). End
 * of January: B 100 + C 50 = 150, since C is paid up to the last moment; end of February: 100.
 *
 * @see Stripe, "Billing analytics glossary"; ChartMogul, "MRR"
 */
export const mrr: MetricDefinition = defineMetric({
  id: "mrr",
  version: 1,
  label: "MRR",
  question: "How much recurring revenue do we have per month?",
  formula: "sum of normalised subscription amounts active just before the period ends",
  unit: "currency",
  direction: "up",
  expression: { kind: "total", measure: { kind: "balance", of: "mrr" } },
  settings: mrrSettings,
  source: "Stripe, Billing analytics glossary",
});
