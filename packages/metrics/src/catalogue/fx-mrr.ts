import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Exchange-rate MRR: what a change in rates did to the MRR of accounts that pay before and after it.
 *
 * For each account the sum over its currencies of the MRR at the beginning of the period, in that currency, times the
 * change in its rate from the end of the period before to the end of this one. What such an account changes itself is at
 * the rate of the period's end, and is expansion or contraction; an account that comes or goes takes its whole change. So
 * a rate is never an expansion. 0 where all subscriptions are in the reporting currency, and where `currency.rate` is
 * `fixed`. Only columns of the account can split it.
 *
 * Rows: A pays 100 EUR all the time, one EUR is worth 1.10 USD at the end of January and 1.20 at the end of February:
 * 10 USD in February.
 *
 * @see Stripe, "Billing analytics glossary" (the line of exchange rates); metrics glossaries of other vendors have none
 */
export const fxMrr: MetricDefinition = defineMetric({
  id: "fx_mrr",
  version: 1,
  label: "Exchange-rate MRR",
  question: "How much of the change in recurring revenue is exchange rates alone?",
  formula: "sum over accounts that stay of MRR at t0 in its currency x (rate before t1 - rate before t0)",
  unit: "currency",
  direction: "neutral",
  expression: { kind: "total", measure: { kind: "movement", of: "fx" } },
  settings: movementSettings,
});
