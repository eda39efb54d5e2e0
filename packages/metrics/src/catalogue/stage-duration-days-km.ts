import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Time in stage, Kaplan-Meier: the median of the days until a deal leaves a stage, whichever way, visits that last being
 * censored when the period ends.
 *
 * A life table of the period with delayed entry, as `sales_cycle_days.km`. Null where survival never falls to a half.
 *
 * Rows: left after 2 and 5 days, still in it after 3 and 6: S = 3/4 from 2, 3/8 from 5: 5.
 *
 * @see Kaplan and Meier (1958), Journal of the American Statistical Association 53(282)
 */
export const stageDurationDaysKm: MetricDefinition = defineMetric({
  id: "stage_duration_days.km",
  version: 1,
  label: "Time in stage (Kaplan-Meier)",
  question: "How long do deals stay in a stage, those that are still in it considered?",
  formula: "first age at which the Kaplan-Meier survival in the stage is 0.5 or less",
  unit: "days",
  direction: "down",
  source: "Kaplan and Meier 1958",
  expression: { kind: "survival", measure: { subject: "stage_visit", start: "created" }, quantile: 0.5 },
});
