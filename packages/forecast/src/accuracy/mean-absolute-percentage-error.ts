import { sumOf } from "../internal/statistics.ts";
import { ratioOrNull } from "./error-sums.ts";
import { percentageErrors } from "./percentage-errors.ts";

/**
 * Mean absolute percentage error, a fraction: mean(|y - f| / |y|).
 *
 * Zeros are not patched or left out: with one the measure does not exist. It favours low forecasts, since one
 * that is too low errs by 1 at most; prefer WAPE.
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns 0 or more (0.12 is 12 %); null if an actual is 0, or for no observations
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Hyndman and Koehler (2006), International Journal of Forecasting 22(4), section 2.2
 *
 * @example
 * meanAbsolutePercentageError([100, 50], [90, 60])?.toFixed(2); // => "0.15"
 */
export function meanAbsolutePercentageError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): number | null {
  const errors = percentageErrors(actual, forecast);
  return (
    errors &&
    ratioOrNull(
      sumOf(errors, (error) => Math.abs(error)),
      errors.length,
    )
  );
}
