import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { stageVisitDays } from "./stage-visit-days.ts";

/**
 * Time in stage, median: calendar days from entering a stage until moving to another one or closing, by the day on which
 * the visit ended.
 *
 * Each visit counts, also a second one; split by `stage` it is the time in each. Stages that mean won or lost are no visits.
 * Percentiles are type 7. Visits that last are left out, so it is biased short: `stage_duration_days.km` is not.
 *
 * Rows: visits of 2, 5 and 20 days: 5.
 */
export const stageDurationDays: MetricDefinition = defineMetric({
  id: "stage_duration_days",
  version: 1,
  label: "Time in stage",
  question: "How long do deals stay in a stage?",
  formula: "median of days from entering a stage to leaving it, by the day of leaving",
  unit: "days",
  direction: "down",
  expression: { kind: "distribution", measure: stageVisitDays, statistic: { quantile: 0.5 } },
});
