import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Renewal rate: paid subscriptions that were due in the period and went on / all that were due.
 *
 * Due is a subscription row with MRR above 0 by its `renews_at`, unless another row of the same subscription took its
 * place before, as after an upgrade; one that ended early is due, and not renewed. It went on if its `subscription_id`,
 * or its account where it names none, pays just after the due date, or at the end of `renewal.graceDays` after it.
 * Early and late renewals count on the due date, those without anyone's doing as well. Null where none was due. Only
 * columns of the account can split it.
 *
 * Rows due in May: A runs on; B ended on its due date and starts again ten days later; C ended: 2 / 3.
 */
export const renewalRate: MetricDefinition = defineMetric({
  id: "renewal_rate",
  version: 1,
  label: "Renewal rate",
  question: "Which share of contracts that came up did we renew?",
  formula: "subscriptions renewed / subscriptions due, by renews_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "renewal", of: "renewed", count: "rows" },
    denominator: { kind: "renewal", of: "due", count: "rows" },
  },
  settings: ["renewal.graceDays", "churn.date", "revenue.discounts"],
});
