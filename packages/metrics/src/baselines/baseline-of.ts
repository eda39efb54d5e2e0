import type { Baseline, Grain, Point, SameSeason } from "@foresail/client";
import { medianSpread, sortedQuantile } from "./sorted-quantile.ts";

/** How a baseline is made. */
export interface BaselineOptions {
  /** Periods before the newest one that count at most. */
  readonly periods: number;
  /** Periods of a year; 1 where a period is no shorter than one. */
  readonly seasonLength: number;
}

/** Below this many periods a spread says nothing. */
const leastForSpread = 5;

/** What a baseline of each grain is made of. A day is compared with the same weekday 52 weeks earlier. */
export const baselineDefaults: Readonly<Record<Grain, BaselineOptions>> = {
  day: { periods: 28, seasonLength: 364 },
  week: { periods: 26, seasonLength: 52 },
  month: { periods: 12, seasonLength: 12 },
  quarter: { periods: 8, seasonLength: 4 },
  year: { periods: 5, seasonLength: 1 },
};

function sameSeasonOf(
  points: readonly Point[],
  newest: number,
  { seasonLength }: BaselineOptions,
): SameSeason | null {
  const then = points[newest - seasonLength];
  const value = points[newest]?.value ?? null;
  if (!then || then.value === null || then.partial || value === null) return null;
  const change = value - then.value;
  const relative = then.value === 0 ? null : change / Math.abs(then.value);
  return { period: then.period, value: then.value, change, relative };
}

/**
 * What a series usually is, beside its newest period: median, spread and quartiles of the periods before, and the same
 * period a year earlier.
 *
 * The newest period is the last that is over and has a value; it counts in no baseline of its own. Periods that are not
 * over, and those without a value, count nowhere. Spread and quartiles need five periods, the deviation a spread above 0.
 *
 * Rows: 10, 12, 11, 13, 14, then 20: median 12, spread 1.4826 x 1, quartiles 11 and 13, deviation 8 / 1.4826 = 5.396.
 *
 * @param points - one a period, oldest first, without gaps
 */
export function baselineOf(points: readonly Point[], options: BaselineOptions): Baseline {
  const newest = points.findLastIndex(({ value, partial }) => value !== null && !partial);
  const point = points[newest];
  const before = points
    .slice(0, Math.max(0, newest))
    .filter(({ value, partial }) => value !== null && !partial)
    .slice(-options.periods);
  const values = before.flatMap(({ value }) => (value === null ? [] : [value]));
  const enough = values.length >= leastForSpread;
  const median = sortedQuantile(values, 0.5);
  const spread = enough ? medianSpread(values) : null;
  const lower = enough ? sortedQuantile(values, 0.25) : null;
  const upper = enough ? sortedQuantile(values, 0.75) : null;
  const value = point?.value ?? null;
  const measurable = value !== null && median !== null && spread !== null && spread > 0;
  return {
    period: point?.period ?? null,
    value,
    n: values.length,
    periods: before.map(({ period }) => period),
    median,
    spread,
    lowerQuartile: lower,
    upperQuartile: upper,
    interquartileRange: lower === null || upper === null ? null : upper - lower,
    deviation: measurable ? (value - median) / spread : null,
    sameSeason: options.seasonLength > 1 ? sameSeasonOf(points, newest, options) : null,
  };
}
