import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { withinDays, withinPattern } from "./within-days.ts";

const stages = { kind: "cohort", cohort: "stages" } as const;

/**
 * Stage conversion: of the opportunities that entered a stage in the period, the share that ever reached a later one of
 * their pipeline (by `stages.position`) or was won.
 *
 * The first entry counts, moves back take nothing away, and a stage that was jumped over counts as entered and passed, on the
 * day of the jump. A cohort: it may still rise; `.within30d` (any number of days) compares all at the same age. Split by
 * `stage` it is the funnel, in total it is over all entries into stages. Stages come from `opportunity_changes`; an open
 * deal without any is in the stage of its row since its creation. Null where nobody entered.
 *
 * Rows: 10 entered Demo in May, 6 reached Proposal or later, one of which went back: 0.6.
 */
export const stageConversionRate: MetricDefinition = defineMetric({
  id: "stage_conversion_rate",
  version: 1,
  label: "Stage conversion",
  question: "Which share of the deals in a stage gets further?",
  formula: "opportunities that got further / opportunities that entered the stage in the period",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { ...stages, of: "converted" },
    denominator: { ...stages, of: "entered" },
  },
  family: {
    pattern: withinPattern,
    of: (variant) => {
      const days = withinDays(variant);
      if (days === null) return null;
      return defineMetric({
        id: `stage_conversion_rate.${variant}`,
        version: 1,
        label: `Stage conversion within ${days} days`,
        question: `Which share of the deals in a stage gets further within ${days} days?`,
        formula: `opportunities that got further within ${days} days / opportunities that entered the stage in the period`,
        unit: "fraction",
        direction: "up",
        maturesAfterDays: days,
        expression: {
          kind: "ratio",
          numerator: { ...stages, of: "converted", withinDays: days },
          denominator: { ...stages, of: "entered" },
        },
      });
    },
  },
});
