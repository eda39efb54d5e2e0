import { bookings } from "./bookings.ts";
import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { targetMetric } from "./target-metric.ts";

/**
 * Quota attainment: bookings over their target.
 *
 * The target of a period is the newest version of the one that was set for its grain, else the sum of those of shorter
 * periods, all of one grain, if they cover the whole of it: four quarters of a year, else twelve months. A target belongs to
 * the period that holds its `period_start`. A split, as `--by owner`, takes targets whose `dimensions` name exactly that; the
 * total takes those without, else the sum over a split by one. Null without a target for the whole period.
 *
 * Rows: bookings 80, target 100: 0.8.
 */
export const quotaAttainment: MetricDefinition = defineMetric({
  id: "quota_attainment",
  version: 1,
  label: "Quota attainment",
  question: "How much of the quota did we sell?",
  formula: "bookings / target of bookings",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "formula",
    text: "booked / quota",
    inputs: { booked: bookings.expression, quota: targetMetric(bookings).expression },
  },
});
