import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Renewal rate by value: MRR after renewal of the subscriptions that were due in the period / their MRR before.
 *
 * Due and renewed as in `renewal_rate`; the MRR after is all that the subscription pays just after its due date, or at
 * the end of `renewal.graceDays` where it paid nothing then. Above 1 where renewals bring more than was due. Amounts in
 * a foreign currency count on both sides at the rate of the period's end. Null where none was due.
 *
 * Rows: A renews from 100 to 130, B of 100 ends: 0.65.
 */
export const renewalRateValue: MetricDefinition = defineMetric({
  id: "renewal_rate.value",
  version: 1,
  label: "Renewal rate by value",
  question: "Which share of recurring revenue that came up did we renew?",
  formula: "MRR after renewal / MRR due, by renews_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "renewal", of: "renewed" },
    denominator: { kind: "renewal", of: "due" },
  },
  settings: ["renewal.graceDays", "churn.date", "revenue.discounts", "currency.rate", "currency.rateDate"],
});
