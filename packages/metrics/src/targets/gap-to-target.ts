import type { Direction, TargetPoint } from "@foresail/client";
import { Big } from "big.js";
import { type Day, daysBetween } from "../calendar/day.ts";

/** One period of a metric, and what was aimed at. */
export interface AimedAt {
  readonly period: Day;
  /** First day after the period. */
  readonly ends: Day;
  /** First day that is not over; a day of the period, before or after it. */
  readonly today: Day;
  readonly value: number | null;
  readonly target: number | null;
  readonly direction: Direction;
  /** Whether days add up to the value, as bookings, or to its change, as MRR; false for rates and durations. */
  readonly additive: boolean;
  readonly partial: boolean;
}

const daysPerWeek = 7;

/**
 * The gap of one period to its target, and the run rate that would close it.
 *
 * gap = target - value; required per day = gap / days left; per week = 7 times that, or the whole gap in the last week
 *
 * A metric that should be low (churn) meets its target at or below it. The run rate is null where the target is met or
 * missing, the period is over or has no value, the metric should be low, or days do not add up to it.
 *
 * Rows: 60 of 100 on 21 June, ten days left: gap 40, 4 a day, 28 a week.
 */
export function gapToTarget(aimed: AimedAt): TargetPoint {
  const { period, ends, today, value, target, direction, additive, partial } = aimed;
  const known = value !== null && target !== null;
  // Decimal: 100.3 - 60.1 in binary floats is no 40.2.
  const gap = known ? new Big(target).minus(value).toNumber() : null;
  const met = gap === null ? null : direction === "down" ? gap >= 0 : gap <= 0;
  const started = today >= period;
  const daysLeft = Math.max(0, daysBetween(started ? today : period, ends));
  const runs = gap !== null && met === false && additive && direction !== "down" && daysLeft > 0;
  return {
    period,
    value,
    target,
    gap,
    attainment: known && target !== 0 ? value / target : null,
    met,
    daysLeft,
    requiredPerDay: runs ? gap / daysLeft : null,
    requiredPerWeek: runs ? (gap * daysPerWeek) / Math.max(daysPerWeek, daysLeft) : null,
    partial,
  };
}
