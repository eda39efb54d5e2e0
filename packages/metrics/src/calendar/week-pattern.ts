import { addDays, type Day, daysBetween, monthOf, weekday } from "./day.ts";

/** How thirteen weeks of a quarter make three months. */
export type WeekPattern = "4-4-5" | "4-5-4" | "5-4-4";

/** Which first weekday opens the year: the one nearest to the first of its month, or the last on or before it. */
export type YearAnchor = "nearest" | "last";

/** A calendar of whole weeks, as retailers and many finance teams keep it. */
export interface WeekCalendarOptions {
  readonly pattern: WeekPattern;
  readonly anchor: YearAnchor;
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalYearStart: number;
  /** First day of the week, 0 = Sunday. */
  readonly firstWeekday: number;
}

const weeksPerQuarter = 13;

/**
 * Years of 52 or 53 whole weeks, their quarters of thirteen weeks, and months of four or five. The 53rd week belongs to
 * the last month of its year.
 *
 * @see National Retail Federation, "4-5-4 Calendar"
 */
export class WeekCalendar {
  readonly #options: WeekCalendarOptions;

  constructor(options: WeekCalendarOptions) {
    this.#options = options;
  }

  /** First day of the fiscal year that begins around the first of its month in the calendar year `year`. */
  yearStart(year: number): Day {
    const { fiscalYearStart, firstWeekday, anchor } = this.#options;
    const first = `${String(year).padStart(4, "0")}-${String(fiscalYearStart).padStart(2, "0")}-01`;
    const since = (weekday(first) - firstWeekday + 7) % 7;
    return addDays(first, anchor === "nearest" && since > 3 ? 7 - since : -since);
  }

  /** First day of the month, quarter or year that holds `day`. */
  start(day: Day, grain: "month" | "quarter" | "year"): Day {
    const { year, month } = this.#place(day);
    if (grain === "year") return this.yearStart(year);
    return this.#monthStart(year, grain === "quarter" ? month - (month % 3) : month);
  }

  /** First day of the period `count` periods after the one that begins on `start`. */
  shift(start: Day, grain: "month" | "quarter" | "year", count: number): Day {
    const { year, month } = this.#place(start);
    const months = { month: 1, quarter: 3, year: 12 }[grain] * count;
    const index = year * 12 + month + months;
    return this.#monthStart(Math.floor(index / 12), ((index % 12) + 12) % 12);
  }

  /** Fiscal year and month, 0 to 11, of a day. */
  #place(day: Day): { year: number; month: number } {
    const near = Number(day.slice(0, 4)) + (monthOf(day) < this.#options.fiscalYearStart ? -1 : 0);
    const year = [near + 1, near, near - 1].find((candidate) => this.yearStart(candidate) <= day) ?? near - 1;
    const week = Math.floor(daysBetween(this.yearStart(year), day) / 7);
    let month = 11;
    while (month > 0 && this.#weeksBefore(month) > week) month -= 1;
    return { year, month };
  }

  #monthStart(year: number, month: number): Day {
    return addDays(this.yearStart(year), 7 * this.#weeksBefore(month));
  }

  /** Weeks of the year before its month, 0 to 11. */
  #weeksBefore(month: number): number {
    const weeks = this.#options.pattern.split("-").map(Number);
    const quarter = Math.floor(month / 3);
    return quarter * weeksPerQuarter + weeks.slice(0, month % 3).reduce((sum, count) => sum + count, 0);
  }
}
