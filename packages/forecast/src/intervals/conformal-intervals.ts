import { InsufficientDataError } from "../errors.ts";
import { intervalsAt } from "../models/fitted-model.ts";
import type { Interval } from "../models/model.ts";

/** An error of a rolling-origin backtest, as `backtest` gives it. */
export interface LaggedError {
  /** Steps ahead, 1 or more. */
  readonly lag: number;
  /** actual - forecast. */
  readonly error: number;
}

/**
 * Conformal intervals from the errors of a backtest alone, whatever the model claims: around each forecast the
 * |error| of rank ceil((n + 1) * level / 100) among the n errors at its lag. Where n is too small for that rank the
 * largest error stands in, and the interval covers less than its level.
 *
 * Never narrower at a later lag (isotonic), never narrower at a higher level. Errors of overlapping windows depend on
 * each other, so the guarantee of split conformal prediction does not hold exactly.
 *
 * @param mean - point forecasts, one for each lag from 1 on
 * @param errors - any order; lags beyond the forecast are left out
 * @param floor - lower bounds are not below it
 * @throws {InsufficientDataError} if a lag has no error
 * @throws {InvalidArgumentError} if a level is not in (0, 100)
 * @see Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), Journal of the American Statistical Association 113(523)
 *
 * @example
 * conformalIntervals([10], [{ lag: 1, error: 2 }, { lag: 1, error: -1 }, { lag: 1, error: 3 }], [50]);
 * // => { "50": { lower: [8], upper: [12] } }
 */
export function conformalIntervals(
  mean: readonly number[],
  errors: readonly LaggedError[],
  levels: readonly number[],
  floor: number = Number.NEGATIVE_INFINITY,
): Record<string, Interval> {
  const byLag = mean.map((_, h) => {
    const sizes = errors.filter(({ lag }) => lag === h + 1).map(({ error }) => Math.abs(error));
    if (sizes.length === 0) throw new InsufficientDataError(`conformalIntervals at lag ${h + 1}`, 1, 0);
    return Float64Array.from(sizes).sort();
  });
  return intervalsAt(levels, (level) => {
    let width = 0;
    const widths = byLag.map((sizes) => {
      width = Math.max(width, sizes[conformalRank(sizes.length, level) - 1]!);
      return width;
    });
    return {
      lower: mean.map((value, h) => Math.max(Math.min(floor, value), value - widths[h]!)),
      upper: mean.map((value, h) => value + widths[h]!),
    };
  });
}

/** Rank of the conformal quantile among n scores, counted from 1; n where the level asks for more. */
export function conformalRank(count: number, level: number): number {
  return Math.min(count, Math.ceil(((count + 1) * level) / 100));
}
