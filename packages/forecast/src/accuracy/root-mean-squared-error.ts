import { checkPair } from "../internal/check-arguments.ts";
import { sumOf } from "../internal/statistics.ts";

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
  checkPair("actual", actual, "forecast", forecast);
  const errors = Float64Array.from(actual, (value, i) => Math.abs(value - forecast[i]!));
  const largest = errors.reduce((most, error) => Math.max(most, error), 0);
  if (errors.length === 0 || largest === 0) return errors.length === 0 ? null : 0;
  const squares = sumOf(errors, (error) => (error / largest) ** 2);
  return largest * Math.sqrt(squares / errors.length);
}
