import { errorSums, ratioOrNull } from "./error-sums.ts";

/**
 * Root mean squared error, in the unit of the series: sqrt(mean((y - f)^2)).
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.8
 *
 * @example
 * rootMeanSquaredError([3, 4], [0, 0]); // => 3.5355339059327378
 */
export function rootMeanSquaredError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const { squaredErrors, count } = errorSums(actual, forecast);
  const square = ratioOrNull(squaredErrors, count);
  return square === null ? null : Math.sqrt(square);
}
