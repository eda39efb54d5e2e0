import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { zeros } from "../internal/number-lists.ts";
import { nextOdd, type StlOptions, stl } from "./stl.ts";
import { loess } from "./stl-loess.ts";

/** Seasons and parameters of MSTL. */
export interface MstlOptions extends Pick<StlOptions, "robust"> {
  /** Observations per season of each length, as 24 and 168 for hours. */
  readonly seasons: readonly number[];
  /** Seasonal windows, for seasons from short to long; 7 + 4 k for the k-th if absent. */
  readonly seasonalWindows?: readonly number[];
  /** Times that all seasons are refined; 2 if absent, 1 for a single season. */
  readonly iterations?: number;
  /** Every jump-th point is computed (see {@link StlOptions}); 1 if absent. */
  readonly jump?: number;
}

/** A series taken apart: trend + all seasonals + remainder is the series. */
export interface Mstl {
  readonly trend: Float64Array;
  /** Seasons that were used, shortest first. */
  readonly seasons: readonly number[];
  /** One component for each of `seasons`. */
  readonly seasonals: readonly Float64Array[];
  readonly remainder: Float64Array;
  /** Robustness weights of the last pass; all 1 if not robust. */
  readonly weights: Float64Array;
  /** Seasons left out, in plain words. */
  readonly notes: readonly string[];
}

/**
 * Decomposition with several seasons: STL for each in turn, shortest first, on the series without the other seasons,
 * refined twice.
 *
 * Seasons of half the series or longer cannot be told from the trend: they are left out, with a note. Without any the
 * trend is a loess over a third of the series. Time is linear in the length; see {@link stl} for when it fails.
 *
 * @param values - without gaps, oldest first
 * @throws {InsufficientDataError} without values
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} if a season is below 2
 * @see Bandara, Hyndman and Bergmeir (2021), MSTL, arXiv:2107.13462
 *
 * @example
 * mstl([1, 5, 2, 6, 3, 7, 4, 8], { seasons: [2, 12] }).seasons; // => [2]
 */
export function mstl(values: ArrayLike<number>, options: MstlOptions): Mstl {
  const { seasonalWindows = [], robust = false, jump = 1 } = options;
  for (const season of options.seasons) checkInteger("seasons", season, 2);
  checkInteger("jump", jump, 1);
  checkSeries("mstl", values, 1);
  const length = values.length;
  const asked = [...new Set(options.seasons)].sort((a, b) => a - b);
  const seasons = asked.filter((season) => 2 * season < length);
  const notes = asked
    .filter((season) => 2 * season >= length)
    .map(
      (season) => `only ${length} observations, not more than two seasons of ${season}: that season left out`,
    );
  if (seasons.length === 0) return { ...trendOnly(values), notes };
  const iterations = seasons.length === 1 ? 1 : (options.iterations ?? 2);
  checkInteger("iterations", iterations, 1);
  const seasonals: Float64Array[] = seasons.map(() => zeros(length));
  const adjusted = Float64Array.from(values);
  let trend = zeros(length);
  let weights = zeros(length);
  for (let pass = 0; pass < iterations; pass++) {
    seasons.forEach((season, k) => {
      const former = seasonals[k]!;
      for (let t = 0; t < length; t++) adjusted[t]! += former[t]!;
      const parts = stl(adjusted, {
        season,
        seasonalWindow: seasonalWindows[k] ?? 11 + 4 * k,
        robust,
        seasonalJump: jump,
        trendJump: jump,
        lowPassJump: jump,
      });
      seasonals[k] = parts.seasonal;
      for (let t = 0; t < length; t++) adjusted[t]! -= parts.seasonal[t]!;
      trend = Float64Array.from(parts.trend);
      weights = Float64Array.from(parts.weights);
    });
  }
  return {
    trend,
    seasons,
    seasonals,
    remainder: adjusted.map((value, t) => value - trend[t]!),
    weights,
    notes,
  };
}

function trendOnly(values: ArrayLike<number>): Omit<Mstl, "notes"> {
  const series = Float64Array.from(values);
  const trend = zeros(series.length);
  const window = Math.max(7, nextOdd(series.length / 3));
  loess(series, { window, degree: 1, jump: Math.ceil(window / 10), weights: null }, trend);
  return {
    trend,
    seasons: [],
    seasonals: [],
    remainder: series.map((value, t) => value - trend[t]!),
    weights: zeros(series.length).fill(1),
  };
}
