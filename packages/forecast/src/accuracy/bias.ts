import { errorSums, ratioOrNull } from "./error-sums.ts";

/**
 * Bias, a fraction: sum(y - f) / sum(y). Positive: the forecast was too low (while actuals sum above 0).
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns null if the actuals sum to 0
 * @throws {InvalidArgumentError} if the lengths differ
 *
 * @example
 * bias([10, 30], [8, 28]); // => 0.1
 */
export function bias(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const { errors, actuals } = errorSums(actual, forecast);
  return ratioOrNull(errors, actuals);
}
