import { InvalidArgumentError } from "../../errors.ts";
import { checkInteger } from "../../internal/check-arguments.ts";
import { civilDay } from "../../series/civil-day.ts";
import { type DayRange, dayNumber, daysOfPeriod, easterSunday, type Grain, weekday } from "./days.ts";

/** Columns by name, one number for each period: what a regression takes. */
export type RegressorColumns = Readonly<Record<string, readonly number[]>>;

/** Kinds of calendar columns. */
export type CalendarEffect =
  | "working_days"
  | "trading_days"
  | "period_length"
  | "leap_day"
  | "easter"
  | "weekdays";

/** Which periods, and what about them. */
export interface CalendarOptions {
  readonly grain: Grain;
  /** First day of each period of history and future, ISO. */
  readonly dates: readonly string[];
  /** If absent: `weekdays` for days, nothing for weeks, `working_days` for longer periods. */
  readonly effects?: readonly CalendarEffect[];
  /** Moving holidays and other days by name; each gives a column that counts its days in the period. */
  readonly holidays?: Readonly<Record<string, readonly string[]>>;
  /** Days on which nobody works, ISO; taken out of `working_days`. */
  readonly daysOff?: readonly string[];
  /** Days before Easter Sunday over which its effect is spread; 8 if absent. */
  readonly easterDays?: number;
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const SUNDAY = 6;

/**
 * Calendar columns for a regression, from the first day of each period.
 *
 * - `working_days`: Mondays to Fridays that are not in `daysOff`
 * - `trading_days`: six columns `trading_days.monday` to `.saturday`, each the count of that weekday minus that of Sundays
 * - `period_length`: days of the period
 * - `leap_day`: 1 if 29 February lies in the period
 * - `easter`: share of the `easterDays` days before Easter Sunday that lies in the period
 * - `weekdays`: for days, six columns `weekdays.tuesday` to `.sunday` that are 1 on that day; Monday is the base
 *
 * Columns that never change are left out, since a regression cannot tell them from its constant.
 *
 * @returns columns as long as `dates`
 * @throws {InvalidArgumentError} if a date is no ISO date or does not follow the one before, if `weekdays` is asked for
 *   longer periods, or a holiday's name is that of another column
 * @see Findley, Monsell, Bell, Otto and Chen (1998), Journal of Business & Economic Statistics 16(2), on trading days
 *   and Easter
 * @see Bell and Hillmer (1983), Journal of the American Statistical Association 78(383)
 *
 * @example
 * calendarRegressors({ grain: "month", dates: ["2026-01-01", "2026-02-01"] }).working_days; // => [22, 20]
 */
export function calendarRegressors(options: CalendarOptions): RegressorColumns {
  const { grain, dates, holidays = {}, daysOff = [], easterDays = 8 } = options;
  checkInteger("easterDays", easterDays, 1);
  const periods = dates.map((date) => daysOfPeriod(date, grain));
  periods.forEach(({ start }, i) => {
    if (i > 0 && start !== periods[i - 1]!.end) {
      throw new InvalidArgumentError(
        `dates[${i}]`,
        dates[i],
        `dates[${i}] is ${dates[i]}, which is not the ${grain} after ${dates[i - 1]}: give every ${grain} once, in order`,
      );
    }
  });
  const columns: Record<string, number[]> = {};
  const add = (name: string, value: (period: DayRange) => number) => {
    if (name in columns) {
      throw new InvalidArgumentError("holidays", name, `there are two columns "${name}": rename the holiday`);
    }
    columns[name] = periods.map(value);
  };
  const off = new Set(daysOff.map(dayNumber));
  for (const effect of options.effects ?? defaultEffects(grain)) {
    if (effect === "working_days") {
      add(effect, (period) => countDays(period, (day) => weekday(day) < 5 && !off.has(day)));
    } else if (effect === "trading_days") {
      const sundays = (period: DayRange) => countDays(period, (day) => weekday(day) === SUNDAY);
      for (let k = 0; k < SUNDAY; k++) {
        const own = (period: DayRange) => countDays(period, (day) => weekday(day) === k);
        add(`trading_days.${WEEKDAYS[k]}`, (period) => own(period) - sundays(period));
      }
    } else if (effect === "period_length") {
      add(effect, ({ start, end }) => end - start);
    } else if (effect === "leap_day") {
      add(effect, (period) => countDays(period, isLeapDay));
    } else if (effect === "easter") {
      const nearby = (day: number) => daysBeforeEaster(day) >= 1 && daysBeforeEaster(day) <= easterDays;
      add(effect, (period) => countDays(period, nearby) / easterDays);
    } else {
      if (grain !== "day") {
        throw new InvalidArgumentError(
          "effects",
          effect,
          `weekdays need periods of a day, got ${grain}: use trading_days`,
        );
      }
      for (let k = 1; k <= SUNDAY; k++) {
        add(`weekdays.${WEEKDAYS[k]}`, ({ start }) => (weekday(start) === k ? 1 : 0));
      }
    }
  }
  for (const [name, list] of Object.entries(holidays)) {
    const days = new Set(list.map(dayNumber));
    add(name, (period) => countDays(period, (day) => days.has(day)));
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, column]) => column.some((value) => value !== column[0])),
  );
}

function defaultEffects(grain: Grain): readonly CalendarEffect[] {
  if (grain === "day") return ["weekdays"];
  return grain === "week" ? [] : ["working_days"];
}

function countDays({ start, end }: DayRange, counts: (day: number) => boolean): number {
  let count = 0;
  for (let day = start; day < end; day++) if (counts(day)) count++;
  return count;
}

function isLeapDay(day: number): boolean {
  const date = civilDay(day);
  return date.month === 2 && date.day === 29;
}

/** Days until Easter Sunday of the day's year; below 1 from that Sunday on. */
function daysBeforeEaster(day: number): number {
  return easterSunday(civilDay(day).year) - day;
}
