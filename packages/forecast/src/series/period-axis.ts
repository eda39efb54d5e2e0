import { InvalidArgumentError } from "../errors.ts";
import { civilDay, civilDayText, dayCount, parseCivilDay } from "./civil-day.ts";

/**
 * How periods follow each other.
 *
 * By `grain`, periods are local dates: the first day of each, or for months any day in it; `2026-03` and `2026-Q1` and
 * `2026` will do too. Quarters and years may begin in any month, weeks on any day, but all alike. By `labels` they are a
 * list in order, as for a 4-4-5 calendar, which goes on into the future that is to be forecast.
 */
export type PeriodCalendar =
  | { readonly grain: "day" | "week" | "month" | "quarter" | "year" }
  | { readonly labels: readonly string[] };

/** Periods as whole numbers and back. */
export interface PeriodAxis {
  /** Observations per season if nobody says otherwise. */
  readonly season: number;
  /** @throws {InvalidArgumentError} if the text is no period of this calendar */
  position(period: string): number;
  /** Label of a position; null beyond a list of labels. */
  label(position: number): string | null;
  /** Day count of the first day after a period; null for labels. */
  end(position: number): number | null;
  /** Position of the period that a day lies in; null for labels. */
  positionOfDay(day: number): number | null;
}

/**
 * The axis that periods lie on. No clock arithmetic: a day is a number, so that changes of the clocks shift nothing.
 *
 * @param first - a period, from which weeks, quarters and years take the day or month that they begin on
 * @throws {InvalidArgumentError} if it is no period of the calendar, or labels repeat
 */
export function periodAxis(calendar: PeriodCalendar, first: string): PeriodAxis {
  if ("labels" in calendar) return labelAxis(calendar.labels);
  const { grain } = calendar;
  if (grain === "day" || grain === "week") return dayAxis(grain === "day" ? 1 : 7, first);
  return monthAxis(grain === "month" ? 1 : grain === "quarter" ? 3 : 12, first);
}

function labelAxis(labels: readonly string[]): PeriodAxis {
  const positions = new Map(labels.map((label, i) => [label, i]));
  if (positions.size < labels.length) {
    const repeated = labels.find((label, i) => positions.get(label) !== i);
    throw new InvalidArgumentError(
      "calendar.labels",
      repeated,
      `calendar.labels holds "${repeated}" twice; give each period once`,
    );
  }
  return {
    season: 1,
    position(period) {
      const found = positions.get(period);
      if (found === undefined) throw noPeriod(period, "is not in calendar.labels; add it there");
      return found;
    },
    label: (position) => labels[position] ?? null,
    end: () => null,
    positionOfDay: () => null,
  };
}

function dayAxis(days: 1 | 7, first: string): PeriodAxis {
  const read = (period: string) => {
    const day = parseCivilDay(period);
    if (!day) throw noPeriod(period, "is not a date, as in 2026-03-29");
    return dayCount(day);
  };
  const start = read(first);
  return {
    season: days === 1 ? 7 : 52,
    position: (period) => steps(read(period) - start, days, period, first, "week"),
    label: (position) => civilDayText(start + position * days),
    end: (position) => start + (position + 1) * days,
    positionOfDay: (day) => Math.floor((day - start) / days),
  };
}

function monthAxis(months: 1 | 3 | 12, first: string): PeriodAxis {
  const start = monthCount(first);
  const firstDay = (position: number) => dayCount({ year: 0, month: start + position * months, day: 1 });
  return {
    season: 12 / months,
    position: (period) =>
      steps(monthCount(period) - start, months, period, first, months === 3 ? "quarter" : "year"),
    label: (position) => civilDayText(firstDay(position)),
    end: (position) => firstDay(position + 1),
    positionOfDay(day) {
      const { year, month } = civilDay(day);
      return Math.floor((year * 12 + month - start) / months);
    },
  };
}

/** Months of a date, a month, a quarter or a year; 1 is January of the year 0. */
function monthCount(period: string): number {
  const quarter = /^(\d{4})-?Q([1-4])$/.exec(period);
  if (quarter) return Number(quarter[1]) * 12 + 3 * Number(quarter[2]) - 2;
  const padded = /^\d{4}$/.test(period)
    ? `${period}-01-01`
    : /^\d{4}-\d{2}$/.test(period)
      ? `${period}-01`
      : period;
  const day = parseCivilDay(padded);
  if (!day) throw noPeriod(period, "is not a date, month, quarter or year, as in 2026-03-01");
  return day.year * 12 + day.month;
}

/** Periods that lie between the first and another, in days or months apart; refuses one that begins on another day or month. */
function steps(distance: number, size: number, period: string, first: string, grain: string): number {
  if (distance % size !== 0) {
    throw noPeriod(period, `does not begin a ${grain} like "${first}"; give the first day of each ${grain}`);
  }
  return distance / size;
}

function noPeriod(period: string, problem: string): InvalidArgumentError {
  return new InvalidArgumentError("periods", period, `"${period}" ${problem}`);
}
