import { periodAfter } from "@foresail/api";
import type { Observation } from "./read-csv.ts";

/** A series on a regular grid of periods: values oldest first, and how to name the periods to come. */
export interface RegularSeries {
  readonly values: readonly (number | null)[];
  /** Observations per season that the length of a period suggests. */
  readonly season: number;
  /** First day after the history; null where periods are no dates. */
  readonly end: string | null;
  /** Names of the periods ahead: dates, or +1, +2, ... */
  readonly ahead: (count: number) => string[];
}

/** The grid that dates lie on. */
interface Step {
  readonly grain: "day" | "month";
  readonly count: number;
  /** Periods are named by their last day. */
  readonly byLastDay: boolean;
}

const lengths: Readonly<Record<string, { readonly season: number; readonly name: string }>> = {
  "1 month": { season: 12, name: "month" },
  "3 month": { season: 4, name: "quarter" },
  "12 month": { season: 1, name: "year" },
  "7 day": { season: 52, name: "week" },
  "1 day": { season: 7, name: "day" },
};

/**
 * Puts observations in order and on the grid that their dates lie on; periods that are absent become missing values.
 * Dates that are all the last of their month are periods of whole months, and so are those ahead. Periods that are no
 * dates keep the order of the file.
 *
 * @returns a sentence where dates repeat, or where most periods of the grid are absent, so that it can hardly be theirs
 */
export function regularSeries(observations: readonly Observation[]): RegularSeries | string {
  const dated = observations.map(({ period, value }) => ({ date: dateOf(period), value }));
  const dates = dated.map(({ date }) => date).filter((date) => date !== null);
  if (dates.length < dated.length || dates.length < 2) return undated(observations);
  const sorted = [...new Set(dates)].sort();
  if (sorted.length < dates.length) {
    const twice = dates.find((date, index) => dates.indexOf(date) !== index);
    return `period ${twice} appears twice`;
  }
  const step = stepOf(sorted);
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  const length = positionOf(last, first, step) + 1;
  if (length > 2 * sorted.length) return mostlyAbsent(first, last, step, length, sorted.length);
  const values = new Array<number | null>(length).fill(null);
  for (const { date, value } of dated) values[positionOf(date!, first, step)] = value;
  return {
    values,
    season: lengths[`${step.count} ${step.grain}`]?.season ?? 1,
    end: step.byLastDay ? periodAfter(last, "day", 1) : stepped(last, step, 1),
    ahead: (count) => Array.from({ length: count }, (_, index) => stepped(last, step, index + 1)),
  };
}

function undated(observations: readonly Observation[]): RegularSeries {
  return {
    values: observations.map(({ value }) => value),
    season: 1,
    end: null,
    ahead: (count) => Array.from({ length: count }, (_, index) => `+${index + 1}`),
  };
}

function mostlyAbsent(first: string, last: string, step: Step, length: number, present: number): string {
  const { count, grain } = step;
  const name = lengths[`${count} ${grain}`]?.name ?? `${count} ${grain}s`;
  const [absent, all] = [length - present, length].map((periods) => periods.toLocaleString("en-US"));
  return `dates from ${first} to ${last} suggest a period every ${name}, and ${absent} of those ${all} are absent; date each period by its first day, or give absent ones a row with an empty value`;
}

/** The first day of a period: yyyy-MM-dd with or without a time, yyyy-MM, yyyyQ1 or yyyy-Q1, yyyy. */
function dateOf(period: string): string | null {
  const quarter = /^(\d{4})[- ]?Q([1-4])$/i.exec(period);
  if (quarter !== null) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/.exec(period);
  if (match === null) return null;
  const date = `${match[1]}-${match[2] ?? "01"}-${match[3] ?? "01"}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : date;
}

/**
 * The longest step that all dates share: whole months where they fall on one day of the month or are all the last of
 * theirs, else days.
 */
function stepOf(dates: readonly string[]): Step {
  const byLastDay = dates.every(isLastOfMonth);
  const sameDay = new Set(dates.map((date) => date.slice(8))).size === 1;
  const grain = byLastDay || sameDay ? "month" : "day";
  const numbers = dates.map((date) => numberOf(date, grain));
  const count = numbers
    .slice(1)
    .reduce((step, number, index) => greatestDivisor(step, number - numbers[index]!), 0);
  return { grain, count: Math.max(1, count), byLastDay };
}

function stepped(start: string, { grain, count, byLastDay }: Step, steps: number): string {
  if (!byLastDay) return periodAfter(start, grain, steps * count);
  const nextFirst = periodAfter(`${start.slice(0, 8)}01`, "month", steps * count + 1);
  return periodAfter(nextFirst, "day", -1);
}

/** Steps from the first period of a grid to another of it. */
function positionOf(date: string, first: string, { grain, count }: Step): number {
  return (numberOf(date, grain) - numberOf(first, grain)) / count;
}

const isLastOfMonth = (date: string): boolean => periodAfter(date, "day", 1).endsWith("-01");
const numberOf = (date: string, grain: Step["grain"]): number =>
  grain === "month" ? monthNumber(date) : dayNumber(date);
const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
