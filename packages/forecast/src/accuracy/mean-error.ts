import { errorSums, ratioOrNull } from "./error-sums.ts";

/**
 * Mean error, in the unit of the series: mean(y - f). Positive: the forecast was too low on average.
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns null for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Hyndman and Koehler (2006), International Journal of Forecasting 22(4), section 2
 *
 * @example
 * meanError([10, 20], [12, 17]); // => 0.5
 */
export function meanError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const { errors, count } = errorSums(actual, forecast);
  return ratioOrNull(errors, count);
}
