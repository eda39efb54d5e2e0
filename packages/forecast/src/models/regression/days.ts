import { InvalidArgumentError } from "../../errors.ts";
import { instant } from "../../internal/instant.ts";
import { civilDay, dayCount } from "../../series/civil-day.ts";

/** Length of a period. */
export type Grain = "day" | "week" | "month" | "quarter" | "year";

const DAY = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** A period as days since 1970-01-01, half open. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Days since 1970 of an ISO date; the time of day, if there is one, is left out.
 *
 * @throws {InvalidArgumentError} if the text is no ISO date
 *
 * @example
 * dayNumber("1970-02-01"); // => 31
 */
export function dayNumber(date: string): number {
  return Math.floor(instant(date.slice(0, 10)) / DAY);
}

/** Weekday of a day number: 0 is Monday, 6 is Sunday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * The days of the period that begins on a date.
 *
 * @throws {InvalidArgumentError} if months, quarters or years begin after the 28th, where some months have no such day
 */
export function daysOfPeriod(date: string, grain: Grain): DayRange {
  const start = dayNumber(date);
  if (grain === "day") return { start, end: start + 1 };
  if (grain === "week") return { start, end: start + 7 };
  const { year, month, day } = civilDay(start);
  if (day > 28) {
    throw new InvalidArgumentError(
      "dates",
      date,
      `a ${grain} cannot begin on ${date}: give a start on the 1st to the 28th`,
    );
  }
  return { start, end: dayCount({ year, month: month + MONTHS[grain], day }) };
}

/**
 * Easter Sunday of the Gregorian calendar, as a day number.
 *
 * @see Meeus (1991), Astronomical Algorithms, chapter 8 (the rule of Jones and Butcher)
 */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const position = epact + toSunday - 7 * late + 114;
  return dayCount({ year, month: Math.floor(position / 31), day: (position % 31) + 1 });
}
