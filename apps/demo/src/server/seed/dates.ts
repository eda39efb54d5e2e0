const dayMs = 86_400_000;

/**
 * First day after the calendar quarter of an instant: the company has plans up to there, and books that become known
 * as time goes by.
 *
 * @example
 * endOfQuarter(new Date("2026-11-22T10:00:00Z")); // => "2027-01-01"
 */
export function endOfQuarter(now: Date): string {
  const next = Math.floor(now.getUTCMonth() / 3) * 3 + 3;
  return isoDay(new Date(Date.UTC(now.getUTCFullYear(), next, 1)));
}

/**
 * When forecasts were frozen: at the start of the 8th of each of the last months, oldest first; none lies ahead.
 *
 * By then the Monday has passed that brings the last days of the month before.
 *
 * @example
 * monthlyFreezes(new Date("2026-02-10T00:00:00Z"), 2); // => ["2026-01-08T00:00:00Z", "2026-02-08T00:00:00Z"]
 */
export function monthlyFreezes(now: Date, count: number): string[] {
  const freeze = (back: number): string =>
    `${isoDay(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 8)))}T00:00:00Z`;
  const newest = freeze(0) <= now.toISOString() ? 0 : 1;
  return Array.from({ length: count }, (_, index) => freeze(newest + count - 1 - index));
}

/**
 * The Monday a review looks back to: this week's, and on a Monday the one before.
 *
 * @example
 * lastMonday(new Date("2026-11-22T10:00:00Z")); // => "2026-11-16T00:00:00Z"
 * lastMonday(new Date("2026-11-23T10:00:00Z")); // => "2026-11-16T00:00:00Z"
 */
export function lastMonday(now: Date): string {
  const since = (now.getUTCDay() + 6) % 7 || 7;
  return `${isoDay(new Date(now.getTime() - since * dayMs))}T00:00:00Z`;
}

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
