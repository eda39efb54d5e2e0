import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Net revenue retention over the twelve months (`retention.months`) before the period ends: of the accounts that paid when the window
 * opened, all that those accounts pay now, upgrades included, over what they paid then.
 *
 * Accounts won since do not count; an account that left and came back counts with what it pays now. Null where nobody
 * paid when the window opened, so for the first twelve months of history. Both ends are at the rates of the
 * period's end: a rate that moves alone gives 1. Only columns of the account can split it.
 *
 * Rows: accounts that paid 1,000 a year ago pay 1,080 today: 1.08.
 *
 * @see metrics glossaries of Stripe and ChartMogul; the product of monthly rates is not the rate of twelve months
 */
export const nrr: MetricDefinition = defineMetric({
  id: "nrr",
  version: 1,
  label: "NRR",
  question: "Do our customers grow or shrink with us?",
  formula: "sum of MRR(t1) / sum of MRR(t0), over accounts with MRR(t0) > 0, t0 = t1 less 12 months",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "retention", of: "retained_mrr", window: "trailing" },
    denominator: { kind: "retention", of: "opening_mrr", window: "trailing" },
  },
  settings: [...mrrSettings, "retention.months"],
});
