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

interface Step {
  readonly grain: "day" | "month";
  readonly count: number;
}

const seasons: Readonly<Record<string, number>> = {
  "1 month": 12,
  "3 month": 4,
  "12 month": 1,
  "7 day": 52,
  "1 day": 7,
};
const longestGrid = 100_000;

/**
 * Puts observations in order and on the grid that their dates lie on; periods that are absent become missing values.
 * Periods that are no dates keep the order of the file.
 *
 * @returns a sentence where dates repeat, or lie too far apart for one grid
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
  const valueByDate = new Map(dated.map(({ date, value }) => [date, value]));
  const last = sorted.at(-1)!;
  const values: (number | null)[] = [];
  for (let date = sorted[0]!, index = 0; date <= last; index++, date = stepped(sorted[0]!, step, index)) {
    if (index > longestGrid) return `periods from ${sorted[0]} to ${last} lie on no regular grid`;
    values.push(valueByDate.get(date) ?? null);
  }
  return {
    values,
    season: seasons[`${step.count} ${step.grain}`] ?? 1,
    end: stepped(last, step, 1),
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

/** The longest step that all dates share: whole months where they fall on one day of the month, else days. */
function stepOf(dates: readonly string[]): Step {
  const sameDay = new Set(dates.map((date) => date.slice(8))).size === 1;
  const numbers = dates.map((date) => (sameDay ? monthNumber(date) : dayNumber(date)));
  const count = numbers
    .slice(1)
    .reduce((step, number, index) => greatestDivisor(step, number - numbers[index]!), 0);
  return { grain: sameDay ? "month" : "day", count: Math.max(1, count) };
}

function stepped(start: string, { grain, count }: Step, steps: number): string {
  return periodAfter(start, grain, steps * count);
}

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
