import { ratioOrNull } from "./error-sums.ts";
import { seasonalNaiveScale } from "./seasonal-naive-scale.ts";
import { winklerScore } from "./winkler-score.ts";

/**
 * Mean scaled interval score (M4): the Winkler score over the scale of MASE. Smaller is better.
 *
 * @param actual - observed values, length h
 * @param lower - lower bounds, length h
 * @param upper - upper bounds, length h
 * @param level - percentage of the interval, as in 95
 * @param training - history the model was fitted on, length n > m
 * @param seasonLength - m, observations per season; 1 for none
 * @returns a unitless ratio, 0 or more; null if training repeats exactly every season
 * @throws {InsufficientDataError} if training has m observations or fewer
 * @see Makridakis, Spiliotis and Assimakopoulos (2020), International Journal of Forecasting 36(1)
 *
 * @example
 * meanScaledIntervalScore([5, 7], [4, 4], [6, 6], 80, [1, 3, 5], 1); // => 3.5
 */
export function meanScaledIntervalScore(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  level: number,
  training: ArrayLike<number>,
  seasonLength: number,
): number | null {
  const score = winklerScore(actual, lower, upper, level);
  return score === null ? null : ratioOrNull(score, seasonalNaiveScale(training, seasonLength));
}
