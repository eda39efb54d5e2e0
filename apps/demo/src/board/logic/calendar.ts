const dayMs = 86_400_000;

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * The calendar date of an instant in a time zone, yyyy-MM-dd.
 *
 * @example
 * localDate(new Date("2026-01-01T02:00:00Z"), "America/New_York"); // => "2025-12-31"
 */
export function localDate(instant: Date, timeZone: string): string {
  const parts = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", parts).format(instant);
}

export function addDays(day: string, count: number): string {
  return isoDay(time(day) + count * dayMs);
}

/** First day of the month `count` months after the one of `day`. */
export function addMonths(day: string, count: number): string {
  const date = new Date(time(day));
  return isoDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
}

export const monthStart = (day: string): string => addMonths(day, 0);

/** First day of the calendar quarter of `day`. */
export function quarterStart(day: string): string {
  return addMonths(day, -(new Date(time(day)).getUTCMonth() % 3));
}

/** First day after the calendar quarter of `day`. */
export const quarterEnd = (day: string): string => addMonths(quarterStart(day), 3);

/** "Q4 2026" */
export function quarterName(day: string): string {
  return `Q${Math.floor(new Date(time(day)).getUTCMonth() / 3) + 1} ${day.slice(0, 4)}`;
}

/** First days of the months in [from, to). */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = monthStart(from); month < to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/**
 * The Monday that a review looks back to: this week's, and on a Monday the one before.
 *
 * @example
 * lastMonday("2026-11-22"); // => "2026-11-16"
 * lastMonday("2026-11-23"); // => "2026-11-16"
 */
export function lastMonday(day: string): string {
  return addDays(day, -((new Date(time(day)).getUTCDay() + 6) % 7 || 7));
}

/**
 * Days from Monday to Friday in [from, to); public holidays are not known here.
 *
 * @example
 * workingDays("2026-11-20", "2026-11-24"); // => 2
 */
export function workingDays(from: string, to: string): number {
  let count = 0;
  for (let at = time(from); at < time(to); at += dayMs) {
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}

/**
 * The month from which movements of MRR explain what changed since a day: the quarter's first, or an earlier one where
 * the day lies before the quarter. The month that was running at the day's first moment is part of it.
 *
 * @example
 * revenueStart("2026-11-22", "2026-11-16"); // => "2026-10-01"
 * revenueStart("2027-01-02", "2026-12-28"); // => "2026-12-01"
 */
export function revenueStart(today: string, since: string): string {
  return [quarterStart(today), monthStart(addDays(since, -1))].toSorted()[0] as string;
}
