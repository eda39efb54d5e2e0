import type { Grain, Settings } from "@foresail/client";
import { addDays, addMonths, type Day, firstOfMonth, monthOf, weekday } from "./day.ts";
import { WeekCalendar } from "./week-pattern.ts";

const monthsPerGrain = { month: 1, quarter: 3, year: 12 } as const satisfies Partial<Record<Grain, number>>;

/** Settings that say where periods begin. */
export type CalendarSettings = Pick<Settings, "calendar.fiscalYearStart" | "calendar.weekStart"> &
  Partial<Pick<Settings, "calendar.pattern" | "calendar.yearAnchor">>;

/** Where periods begin: the tenant's fiscal year and week, and months of the calendar or of whole weeks. */
export class Calendar {
  readonly #fiscalYearStart: number;
  readonly #firstWeekday: number;
  readonly #weeks: WeekCalendar | null;

  constructor(settings: CalendarSettings) {
    this.#fiscalYearStart = settings["calendar.fiscalYearStart"];
    this.#firstWeekday = settings["calendar.weekStart"] === "monday" ? 1 : 0;
    const pattern = settings["calendar.pattern"] ?? "months";
    this.#weeks =
      pattern === "months"
        ? null
        : new WeekCalendar({
            pattern,
            anchor: settings["calendar.yearAnchor"] ?? "nearest",
            fiscalYearStart: this.#fiscalYearStart,
            firstWeekday: this.#firstWeekday,
          });
  }

  /** First day of the period that holds `day`. Quarters and years are fiscal. */
  start(day: Day, grain: Grain): Day {
    if (grain === "day") return day;
    if (grain === "week") return addDays(day, -((weekday(day) - this.#firstWeekday + 7) % 7));
    if (this.#weeks) return this.#weeks.start(day, grain);
    const monthsIn = (monthOf(day) - this.#fiscalYearStart + 12) % monthsPerGrain[grain];
    return addMonths(firstOfMonth(day), -monthsIn);
  }

  /** First day of the period `count` periods after the one that begins on `start`. */
  shift(start: Day, grain: Grain, count: number): Day {
    if (grain === "day") return addDays(start, count);
    if (grain === "week") return addDays(start, 7 * count);
    if (this.#weeks) return this.#weeks.shift(start, grain, count);
    return addMonths(start, count * monthsPerGrain[grain]);
  }

  /** First day after the period that begins on `start`. */
  next(start: Day, grain: Grain): Day {
    return this.shift(start, grain, 1);
  }
}
