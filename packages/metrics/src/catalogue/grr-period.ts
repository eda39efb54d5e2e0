import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Gross revenue retention over the period of the query: of the accounts that paid when the window opened, what those
 * accounts still pay, each counted up to what it paid then; at most 1, over what they paid then.
 *
 * Accounts won since do not count; an account that left and came back counts with what it pays now. Null where nobody
 * paid when the window opened. Both ends are at the rates of the period's end. Only columns of the account can split it.
 *
 * Rows: A from 600 to 800, B from 400 to 280: (600 + 280) / 1,000 = 0.88.
 *
 * @see metrics glossaries of Stripe and ChartMogul; the product of monthly rates is not the rate of twelve months
 */
export const grrPeriod: MetricDefinition = defineMetric({
  id: "grr.period",
  version: 1,
  label: "GRR in the period",
  question: "How much of our revenue do we keep before upgrades?",
  formula:
    "sum of min(MRR(t0), MRR(t1)) / sum of MRR(t0), over accounts with MRR(t0) > 0, t0 = beginning of the period",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "retention", of: "retained_mrr_capped", window: "period" },
    denominator: { kind: "retention", of: "opening_mrr", window: "period" },
  },
  settings: mrrSettings,
});
