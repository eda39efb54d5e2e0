import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition, VariantFamily } from "./definition.ts";
import { withinDays, withinPattern } from "./within-days.ts";

const deals = { kind: "cohort", cohort: "deals" } as const;

/**
 * Win rate of a cohort: of the opportunities created in the period, the share won since, whenever that was.
 *
 * It may still rise while deals of the cohort are open, so young periods look worse than they will be; `win_rate.within90d`
 * (any number of days) compares all at the same age. Null where nothing was created.
 *
 * Rows: 10 created in May, 3 of them won by today, 4 still open: 0.3.
 */
export const winRateCohort: MetricDefinition = defineMetric({
  id: "win_rate.cohort",
  version: 1,
  label: "Win rate of cohort",
  question: "Which share of the deals that we opened then have we won?",
  formula: "won opportunities / opportunities, by created_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { ...deals, of: "converted" },
    denominator: { ...deals, of: "entered" },
  },
});

/** `win_rate.within<N>d`: won within N days of creation; cohorts that are younger are partial. */
export const winRateWithin: VariantFamily = {
  pattern: withinPattern,
  of: (variant) => {
    const days = withinDays(variant);
    if (days === null) return null;
    return defineMetric({
      ...winRateCohort,
      id: `win_rate.${variant}`,
      label: `Win rate within ${days} days`,
      question: `Which share of the deals that we opened then did we win within ${days} days?`,
      formula: `opportunities won within ${days} days of creation / opportunities, by created_at`,
      maturesAfterDays: days,
      expression: {
        kind: "ratio",
        numerator: { ...deals, of: "converted", withinDays: days },
        denominator: { ...deals, of: "entered" },
      },
    });
  },
};
