import { checkFinite, checkSameLength } from "../internal/check-arguments.ts";

/**
 * Share of observations inside their interval, bounds included.
 *
 * @param actual - observed values, length h
 * @param lower - lower bounds, length h
 * @param upper - upper bounds, length h
 * @returns a fraction, to be compared with level / 100; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 *
 * @example
 * coverage([5, 9], [4, 4], [6, 6]); // => 0.5
 */
export function coverage(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
): number | null {
  checkSameLength("actual", actual, "lower", lower);
  checkSameLength("actual", actual, "upper", upper);
  checkFinite(actual);
  let hits = 0;
  for (let i = 0; i < actual.length; i++) if (actual[i]! >= lower[i]! && actual[i]! <= upper[i]!) hits++;
  return actual.length > 0 ? hits / actual.length : null;
}
