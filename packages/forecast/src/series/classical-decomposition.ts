import { InsufficientDataError } from "../errors.ts";
import { zeros } from "../internal/number-lists.ts";
import { mean } from "../internal/statistics.ts";

/** Whether the season is added to the level or multiplies it. */
export type SeasonType = "additive" | "multiplicative";

/** One number for each phase of the season; phase 0 is the first observation. */
export interface SeasonalIndices {
  readonly type: SeasonType;
  /** Sums to 0 (additive) or averages 1 (multiplicative). */
  readonly indices: Float64Array;
}

/**
 * Centred moving average over one season; an even season takes half weights at both ends.
 *
 * @returns length n, NaN for the first and last half season
 *
 * @example
 * centredMovingAverage([1, 2, 6], 3)[1]; // => 3
 */
export function centredMovingAverage(values: ArrayLike<number>, season: number): Float64Array {
  const length = values.length;
  const half = Math.floor(season / 2);
  const result = zeros(length).fill(Number.NaN);
  for (let t = half; t < length - half; t++) {
    let sum = 0;
    for (let i = -half; i <= half; i++) {
      const weight = season % 2 === 0 && Math.abs(i) === half ? 0.5 : 1;
      sum += weight * values[t + i]!;
    }
    result[t] = sum / season;
  }
  return result;
}

/**
 * Seasonal indices by classical decomposition: mean of the values over (or minus) a centred moving
 * average, by phase, then normalised. Equals the figure of R's `decompose`.
 *
 * @param values - series without gaps, at least two seasons
 * @throws {InsufficientDataError} below two seasons
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 3.4
 */
export function classicalDecomposition(
  values: ArrayLike<number>,
  season: number,
  type: SeasonType,
): SeasonalIndices {
  if (values.length < 2 * season) {
    throw new InsufficientDataError("classicalDecomposition", 2 * season, values.length);
  }
  const trend = centredMovingAverage(values, season);
  const sums = zeros(season);
  const counts = zeros(season);
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(trend[t]!)) continue;
    sums[t % season]! += type === "additive" ? values[t]! - trend[t]! : values[t]! / trend[t]!;
    counts[t % season]! += 1;
  }
  const indices = sums.map((sum, phase) => sum / counts[phase]!);
  const centre = mean(indices);
  return { type, indices: indices.map((index) => (type === "additive" ? index - centre : index / centre)) };
}
