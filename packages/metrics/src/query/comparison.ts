import type { Comparison, Grain, Point } from "@foresail/client";
import type { Calendar } from "../calendar/calendar.ts";
import { addDays, addMonths, type Day, daysBetween, earlier } from "../calendar/day.ts";
import type { Period } from "../calendar/spine.ts";

/** With what a period is compared: the one before it, or the same one a year earlier. */
export type ComparedWith = "previous" | "year";

const weeksPerYear = 52;

function counterpartOf(label: Day, grain: Grain, compare: ComparedWith, calendar: Calendar): Day {
  if (compare === "previous") return calendar.shift(label, grain, -1);
  if (grain === "day") return addMonths(label, -12);
  if (grain === "week") return calendar.shift(label, grain, -weeksPerYear);
  return calendar.shift(label, grain, { month: -12, quarter: -4, year: -1 }[grain]);
}

/**
 * The spine that a spine is compared with, period by period. A clipped period is compared with the same days, by number,
 * of its counterpart: seven days of this month with the first seven of the last one, never with all of it.
 */
export function comparisonSpine(
  periods: readonly Period[],
  grain: Grain,
  compare: ComparedWith,
  calendar: Calendar,
): Period[] {
  return periods.map((period) => {
    const label = counterpartOf(period.label, grain, compare, calendar);
    const end = calendar.next(label, grain);
    const whole = period.starts === period.label && period.ends === calendar.next(period.label, grain);
    const from = (day: Day): Day => earlier(end, addDays(label, daysBetween(period.label, day)));
    return {
      index: period.index,
      label,
      starts: from(period.starts),
      ends: whole || period.future ? end : from(period.ends),
      closes: period.closes === calendar.next(period.label, grain) ? end : from(period.closes),
      ...(period.running ? { running: true } : {}),
      partial: period.partial,
      future: false,
    };
  });
}

/** A point with its counterpart beside it. Changes are undefined where a side is, or the base is 0. */
export function compared(point: Point, counterpart: Point): Point {
  const { period, value, numerator, denominator } = counterpart;
  const change = point.value === null || value === null ? null : point.value - value;
  const relative = change === null || value === null || value === 0 ? null : change / Math.abs(value);
  const comparison: Comparison = { period, value, numerator, denominator, change, relative };
  return { ...point, comparison };
}
