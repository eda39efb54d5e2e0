import { checkPair } from "../internal/check-arguments.ts";

/**
 * Symmetric mean absolute percentage error in the form of M3 and M4, 0 to 200:
 * mean(200 * |y - f| / (|y| + |f|)), a term with y = f = 0 counting 0.
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns 0 to 200; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Makridakis and Hibon (2000), International Journal of Forecasting 16(4)
 *
 * @example
 * symmetricMeanAbsolutePercentageError([100, 0], [300, 0]); // => 50
 */
export function symmetricMeanAbsolutePercentageError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): number | null {
  checkPair("actual", actual, "forecast", forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const size = Math.abs(actual[i]!) / 2 + Math.abs(forecast[i]!) / 2;
    if (size > 0) sum += 100 * Math.abs(actual[i]! / size - forecast[i]! / size);
  }
  return actual.length > 0 ? sum / actual.length : null;
}
