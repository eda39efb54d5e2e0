import { mustError } from "../internal/must-error.ts";

/** A local date as numbers: no clock, no time zone. */
export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const DAY = 86_400_000;

/**
 * Reads the date at the start of a text, as in 2026-03-29 or 2026-03-29T00:00+02:00; a time of day is left out, since the
 * date is a local one already.
 *
 * @returns null if there is no such day
 *
 * @example
 * parseCivilDay("2026-02-29"); // => null
 */
export function parseCivilDay(text: string): CivilDay | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const parsed = { year, month, day };
  // 30 February comes back as a day of March
  return text.startsWith(civilDayText(dayCount(parsed))) ? parsed : null;
}

/**
 * Day count of a date.
 *
 * @throws {InvalidArgumentError} if there is no such day; names the argument
 */
export function dayOf(argument: string, date: string | null): number {
  const day = date === null ? null : parseCivilDay(date);
  if (!day) throw mustError(argument, date, "be a date, as in 2026-03-29");
  return dayCount(day);
}

/**
 * Days since 1970-01-01 in the Gregorian calendar; months beyond 12 go on in the next years.
 *
 * @example
 * dayCount({ year: 1970, month: 2, day: 1 }); // => 31
 */
export function dayCount({ year, month, day }: CivilDay): number {
  // not Date.UTC, which takes the years 0 to 99 for those of the 20th century
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

/** The date of a count of days since 1970-01-01. */
export function civilDay(count: number): CivilDay {
  const date = new Date(count * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The date of a count of days since 1970-01-01, as text. */
export function civilDayText(count: number): string {
  const { year, month, day } = civilDay(count);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
