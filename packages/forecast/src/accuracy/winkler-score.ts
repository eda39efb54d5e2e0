import { checkFinite, checkLevels, checkSameLength } from "../internal/check-arguments.ts";

/**
 * Winkler (interval) score, in the unit of the series: width plus a fine for each miss,
 * mean((u - l) + 2/a * max(0, l - y) + 2/a * max(0, y - u)), a = 1 - level / 100. Smaller is better.
 *
 * @param actual - observed values, length h
 * @param lower - lower bounds, length h
 * @param upper - upper bounds, length h
 * @param level - percentage of the interval, as in 95
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ or the level is not between 0 and 100
 * @see Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), section 6.2
 *
 * @example
 * winklerScore([5, 7], [4, 4], [6, 6], 80); // => 7
 */
export function winklerScore(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  level: number,
): number | null {
  checkLevels([level]);
  checkSameLength("actual", actual, "lower", lower);
  checkSameLength("actual", actual, "upper", upper);
  checkFinite(actual);
  const fine = 200 / (100 - level);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const below = Math.max(0, lower[i]! - actual[i]!);
    const above = Math.max(0, actual[i]! - upper[i]!);
    sum += upper[i]! - lower[i]! + fine * (below + above);
  }
  return actual.length > 0 ? sum / actual.length : null;
}
