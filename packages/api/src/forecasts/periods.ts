import type { Grain } from "@foresail/client";
import { addDays, addMonths } from "@foresail/metrics";

const months = { month: 1, quarter: 3, year: 12 } as const;
const days = { day: 1, week: 7 } as const;

/** Periods in a season of each grain: what repeats every year, or every week for days. */
export const seasonOfGrain: Readonly<Record<Grain, number>> = {
  day: 7,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

/**
 * The first days of the periods that follow one.
 *
 * @param start - first day of a period, yyyy-MM-dd
 *
 * @example
 * nextPeriods("2026-11-01", "month", 3); // => ["2026-12-01", "2027-01-01", "2027-02-01"]
 */
export function nextPeriods(start: string, grain: Grain, count: number): string[] {
  return Array.from({ length: count }, (_, index) => periodAfter(start, grain, index + 1));
}

/** The first day of the period a number of periods later; the last day of a month where the month is shorter. */
export function periodAfter(start: string, grain: Grain, steps: number): string {
  return grain === "day" || grain === "week"
    ? addDays(start, steps * days[grain])
    : addMonths(start, steps * months[grain]);
}
