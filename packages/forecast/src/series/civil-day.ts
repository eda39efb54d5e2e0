/** A local date as numbers: no clock, no time zone. */
export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

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
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return { year, month, day };
}

/**
 * Days since 1970-01-01 in the Gregorian calendar.
 *
 * @see Richards (2013), in: Explanatory Supplement to the Astronomical Almanac, section 15.11.3
 *
 * @example
 * dayCount({ year: 1970, month: 2, day: 1 }); // => 31
 */
export function dayCount({ year, month, day }: CivilDay): number {
  // years that begin in March, so that the leap day is the last
  const shifted = month > 2 ? year : year - 1;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const monthFromMarch = (month + 9) % 12;
  return 365 * shifted + leaps + Math.floor((153 * monthFromMarch + 2) / 5) + day - 719_469;
}

/** The date of a count of days since 1970-01-01, as text. */
export function civilDayText(count: number): string {
  let year = 1970 + Math.floor(count / 365.2425);
  while (dayCount({ year, month: 1, day: 1 }) > count) year -= 1;
  while (dayCount({ year: year + 1, month: 1, day: 1 }) <= count) year += 1;
  let month = 1;
  while (month < 12 && dayCount({ year, month: month + 1, day: 1 }) <= count) month += 1;
  return isoDate(year, month, count - dayCount({ year, month, day: 1 }) + 1);
}

/** Year, month and day as text. */
export function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
