import { InsufficientDataError, InvalidArgumentError } from "../errors.ts";
import { checkSameLength } from "../internal/check-arguments.ts";
import { counted } from "../internal/counted.ts";
import { listOf } from "../internal/number-lists.ts";
import { dayOf } from "./civil-day.ts";
import { type PeriodAxis, type PeriodCalendar, periodAxis } from "./period-axis.ts";

/** Values with the periods that they belong to, any order. */
export interface DatedValues {
  readonly periods: readonly string[];
  /** null = missing. */
  readonly values: readonly (number | null)[];
}

/** What to make of several values of one period. */
export type DuplicateRule = "error" | "sum" | "mean" | "last";

/** How to put dated values into order. */
export interface RegularSeriesOptions {
  readonly calendar: PeriodCalendar;
  /** `error` if absent. */
  readonly duplicates?: DuplicateRule;
  /** Local date: a period that is not over before it is partial and left out. Not for calendars of labels. */
  readonly asOf?: string;
  /** Last period that is complete; later ones are left out. */
  readonly lastComplete?: string;
}

/** A series without holes: absent periods are null. */
export interface RegularSeries {
  readonly values: readonly (number | null)[];
  readonly axis: PeriodAxis;
  /** Position of the first value on the axis. */
  readonly start: number;
  /** What was done, in plain words. */
  readonly notes: readonly string[];
}

/** Absent periods for each value that is there, from which on the grain is taken for a mistake. */
const EMPTIEST = 50;

/**
 * Puts dated values into order: sorts them, joins or refuses duplicates, leaves out partial periods at the end and
 * writes null for periods that are absent.
 *
 * @throws {InvalidArgumentError} if a period is none of the calendar or repeats, dates are mostly absent, or lengths differ
 * @throws {InsufficientDataError} if nothing is left
 */
export function regularSeries(
  { periods, values }: DatedValues,
  { calendar, duplicates = "error", asOf, lastComplete }: RegularSeriesOptions,
): RegularSeries {
  checkSameLength("periods", periods, "values", values);
  const [first] = periods;
  if (first === undefined) throw new InsufficientDataError("forecastSeries", 1, 0);
  if (asOf !== undefined && "labels" in calendar) {
    throw new InvalidArgumentError(
      "asOf",
      asOf,
      "labels have no dates to hold against asOf; give lastComplete",
    );
  }
  const axis = periodAxis(calendar, first);
  const notes: string[] = [];
  const grouped = new Map<number, (number | null)[]>();
  periods.forEach((period, i) => {
    const position = axis.position(period);
    const there = grouped.get(position);
    if (there && duplicates === "error") {
      throw new InvalidArgumentError(
        `periods[${i}]`,
        period,
        `periods[${i}] "${period}" is there already; give each period once, or set duplicates to sum, mean or last`,
      );
    }
    grouped.set(position, [...(there ?? []), values[i]!]);
  });
  const joined = [...grouped.values()].filter((list) => list.length > 1).length;
  if (joined > 0) notes.push(`${counted(joined, "period")} with several values: ${duplicates} of them`);
  const complete = isComplete(axis, asOf, lastComplete);
  const positions = [...grouped.keys()].sort((a, b) => a - b);
  const partial = positions.filter((position) => !complete(position));
  if (partial.length > 0) {
    const limit = asOf ?? lastComplete;
    notes.push(
      `${partial.map((position) => axis.label(position)).join(", ")} left out: not complete (${limit})`,
    );
  }
  const kept = positions.filter(complete);
  if (kept.length === 0) throw new InsufficientDataError("forecastSeries, complete periods:", 1, 0);
  const start = kept[0]!;
  const end = kept.at(-1)!;
  if (end - start > EMPTIEST * kept.length) {
    throw new InvalidArgumentError(
      "periods",
      axis.label(end),
      `${kept.length} values lie between ${axis.label(start)} and ${axis.label(end)}; check the dates, or choose a longer grain`,
    );
  }
  return {
    values: listOf(end - start + 1, (i) => join(grouped.get(start + i) ?? [], duplicates)),
    axis,
    start,
    notes,
  };
}

function isComplete(
  axis: PeriodAxis,
  asOf: string | undefined,
  lastComplete: string | undefined,
): (position: number) => boolean {
  const last = lastComplete === undefined ? Number.POSITIVE_INFINITY : axis.position(lastComplete);
  if (asOf === undefined) return (position) => position <= last;
  const today = dayOf("asOf", asOf);
  return (position) => position <= last && (axis.end(position) ?? today) <= today;
}

/** One value for one period; null if all are missing. */
function join(list: readonly (number | null)[], rule: DuplicateRule): number | null {
  const present = list.filter((value) => value !== null);
  if (present.length === 0) return null;
  if (rule === "last") return present.at(-1)!;
  const sum = present.reduce((total, value) => total + value, 0);
  return rule === "mean" ? sum / present.length : sum;
}
