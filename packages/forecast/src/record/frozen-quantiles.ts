import type { QuantileForecast } from "../accuracy/quantile-forecast.ts";
import { checkLevels } from "../internal/check-arguments.ts";
import type { ScoredPoint } from "./scored-points.ts";

/** Frozen intervals as quantile forecasts, ready for `pinballLoss`, `weightedQuantileLoss` and their like. */
export interface FrozenQuantiles {
  readonly actual: readonly number[];
  /** Ascending; the point forecast stands for the median. */
  readonly quantiles: readonly QuantileForecast[];
  /** Points left out since they lack an interval of one of the levels. */
  readonly omitted: number;
}

/**
 * Reads quantiles off the intervals of scored points: those of level 80 are the quantiles 0.1 and 0.9, and the
 * point forecast is taken as the median.
 *
 * @param points - of a `PolicyRecord`, one forecaster
 * @param levels - percentages; 80 and 95 if absent
 * @throws {InvalidArgumentError} if a level is not between 0 and 100
 *
 * @example
 * frozenQuantiles([]).quantiles.map(({ probability }) => probability); // => [0.025, 0.1, 0.5, 0.9, 0.975]
 */
export function frozenQuantiles(
  points: readonly ScoredPoint[],
  levels: readonly number[] = [80, 95],
): FrozenQuantiles {
  checkLevels(levels);
  const used = points.filter(({ intervals }) => levels.every((level) => intervals[level] !== undefined));
  const widestFirst = [...levels].sort((a, b) => b - a);
  const lower = widestFirst.map((level) => ({
    probability: (100 - level) / 200,
    values: used.map(({ intervals }) => intervals[level]!.lower),
  }));
  const upper = widestFirst.toReversed().map((level) => ({
    probability: (100 + level) / 200,
    values: used.map(({ intervals }) => intervals[level]!.upper),
  }));
  return {
    actual: used.map(({ actual }) => actual),
    quantiles: [...lower, { probability: 0.5, values: used.map(({ forecast }) => forecast) }, ...upper],
    omitted: points.length - used.length,
  };
}
