import { sumOf } from "../internal/statistics.ts";
import { ratioOrNull } from "./error-sums.ts";
import { percentageErrors } from "./percentage-errors.ts";

/**
 * Mean percentage error, a fraction: mean((y - f) / |y|). Positive: the forecast was too low on average.
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns null if an actual is 0, or for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Hyndman and Koehler (2006), International Journal of Forecasting 22(4), section 2.2
 *
 * @example
 * meanPercentageError([100, 50], [90, 60])?.toFixed(2); // => "-0.05"
 */
export function meanPercentageError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  const errors = percentageErrors(actual, forecast);
  return (
    errors &&
    ratioOrNull(
      sumOf(errors, (error) => error),
      errors.length,
    )
  );
}
