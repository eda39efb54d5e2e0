import { checkFinite, checkSameLength } from "../internal/check-arguments.ts";
import { ratioOrNull } from "./error-sums.ts";

/**
 * Geometric mean relative absolute error: the typical quotient of own and benchmark error, period by period
 * (below 1: smaller). One large miss cannot dominate it.
 *
 * GMRAE = exp(mean(ln(|y - f| / |y - b|)))
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @param benchmark - forecasts of the benchmark, for instance seasonal naive, length h
 * @returns 0 or more; null if the benchmark is exactly right once, or for no observations; else 0 if the
 *   forecast is exactly right once
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Armstrong and Collopy (1992), International Journal of Forecasting 8(1)
 *
 * @example
 * geometricMeanRelativeAbsoluteError([10, 10], [12, 14], [9, 12]); // => 2
 */
export function geometricMeanRelativeAbsoluteError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  benchmark: ArrayLike<number>,
): number | null {
  checkSameLength("actual", actual, "forecast", forecast);
  checkSameLength("actual", actual, "benchmark", benchmark);
  for (const values of [actual, forecast, benchmark]) checkFinite(values);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const other = Math.abs(actual[i]! - benchmark[i]!);
    if (other === 0) return null;
    sum += Math.log(Math.abs(actual[i]! - forecast[i]!) / other);
  }
  return actual.length > 0 ? ratioOrNull(Math.exp(sum / actual.length), 1) : null;
}
