import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { withinDays, withinPattern } from "./within-days.ts";

const leads = { kind: "cohort", cohort: "leads" } as const;

/**
 * Lead to customer rate: of the people created in the period, the share that became customers since.
 *
 * A person becomes one by `converted_at` or by the first won opportunity of theirs, whichever came first. It may still rise;
 * `.within30d`, `.within90d` (any number of days) compare all cohorts at the same age. Null without people.
 *
 * Rows: 40 created in May; 3 converted, one more has a won opportunity: 0.1.
 */
export const leadToCustomerRate: MetricDefinition = defineMetric({
  id: "lead_to_customer_rate",
  version: 1,
  label: "Lead to customer rate",
  question: "Which share of the people whom we got to know buys?",
  formula: "people converted, or with a won opportunity / people, by created_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { ...leads, of: "converted" },
    denominator: { ...leads, of: "entered" },
  },
  family: {
    pattern: withinPattern,
    of: (variant) => {
      const days = withinDays(variant);
      if (days === null) return null;
      return defineMetric({
        id: `lead_to_customer_rate.${variant}`,
        version: 1,
        label: `Lead to customer rate within ${days} days`,
        question: `Which share of the people whom we got to know buys within ${days} days?`,
        formula: `people converted, or with a won opportunity, within ${days} days / people, by created_at`,
        unit: "fraction",
        direction: "up",
        maturesAfterDays: days,
        expression: {
          kind: "ratio",
          numerator: { ...leads, of: "converted", withinDays: days },
          denominator: { ...leads, of: "entered" },
        },
      });
    },
  },
});
