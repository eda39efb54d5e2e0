import { errorSums, ratioOrNull } from "./error-sums.ts";
import { seasonalNaiveScale } from "./seasonal-naive-scale.ts";

/**
 * Mean absolute scaled error: average error relative to the in-sample error of a seasonal naive forecast
 * (below 1: smaller than that; above 1 is normal several steps ahead).
 *
 * MASE = mean(|y[t] - f[t]|) / mean(|x[i] - x[i - m]|), i > m
 *
 * @param actual - observed values over the horizon, any unit, length h
 * @param forecast - point forecasts, same unit and length h
 * @param training - history the model was fitted on, oldest first, length n > m
 * @param seasonLength - m, observations per season; 1 for none
 * @returns a unitless ratio, 0 or more; null if training repeats exactly every season
 * @throws {InsufficientDataError} if training has m observations or fewer
 * @see Hyndman and Koehler (2006), International Journal of Forecasting 22(4)
 *
 * @example
 * meanAbsoluteScaledError([14, 12], [13, 13], [10, 12, 11, 13], 1); // => 0.6
 */
export function meanAbsoluteScaledError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  training: ArrayLike<number>,
  seasonLength: number,
): number | null {
  const { absoluteErrors, count } = errorSums(actual, forecast);
  return ratioOrNull(absoluteErrors, count * seasonalNaiveScale(training, seasonLength));
}
