import { instant } from "../internal/instant.ts";
import { civilDay } from "../series/civil-day.ts";

const DAY = 86_400_000;

/**
 * Numbers periods in order, so that "one season earlier" can be found although some periods are absent.
 *
 * If all dates fall on the same day of the month the step is the largest number of months that fits (month,
 * quarter, year); else the largest number of days (week, day).
 *
 * @param periods - ISO dates, any order, repeats allowed
 * @returns date to position; the first is 0
 *
 * @example
 * periodGrid(["2026-01-01", "2026-07-01", "2026-04-01"]).get("2026-07-01"); // => 2
 */
export function periodGrid(periods: Iterable<string>): ReadonlyMap<string, number> {
  const dates = [...new Set(periods)].sort((a, b) => instant(a) - instant(b));
  const days = dates.map((date) => instant(date) / DAY);
  const parts = days.map((day) => civilDay(Math.floor(day)));
  const monthly = parts.every(({ day }) => day === parts[0]!.day);
  const counts = parts.map(({ year, month }, i) => (monthly ? year * 12 + month : Math.round(days[i]!)));
  const start = counts[0] ?? 0;
  const step = counts.reduce((divisor, count) => greatestCommonDivisor(divisor, count - start), 0) || 1;
  return new Map(dates.map((date, i) => [date, (counts[i]! - start) / step]));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
