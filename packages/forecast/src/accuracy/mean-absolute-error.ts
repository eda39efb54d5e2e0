import { errorSums, ratioOrNull } from "./error-sums.ts";

/**
 * Mean absolute error, in the unit of the series: mean(|y - f|).
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.8
 *
 * @example
 * meanAbsoluteError([10, 20], [12, 17]); // => 2.5
 */
export function meanAbsoluteError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const { absoluteErrors, count } = errorSums(actual, forecast);
  return ratioOrNull(absoluteErrors, count);
}
