import { InsufficientDataError } from "../errors.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { ratioOrNull } from "./error-sums.ts";
import { rootMeanSquaredError } from "./root-mean-squared-error.ts";

/**
 * Root mean squared scaled error: as MASE, with squares, so that large misses weigh more.
 *
 * RMSSE = sqrt(mean((y[t] - f[t])^2) / mean((x[i] - x[i - m])^2)), i > m
 *
 * The M5 competition took m = 1 for its daily series, and histories from the first sale on.
 *
 * @param actual - observed values over the horizon, any unit, length h
 * @param forecast - point forecasts, same unit and length h
 * @param training - history the model was fitted on, oldest first, length n > m
 * @param seasonLength - m, observations per season; 1 for none
 * @returns a unitless ratio, 0 or more; null if training repeats exactly every season, or for no observations
 * @throws {InsufficientDataError} if training has m observations or fewer
 * @see Makridakis, Spiliotis and Assimakopoulos (2022), International Journal of Forecasting 38(4)
 *
 * @example
 * rootMeanSquaredScaledError([14, 12], [11, 16], [10, 13, 9, 9], 1)?.toFixed(3); // => "1.225"
 */
export function rootMeanSquaredScaledError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  training: ArrayLike<number>,
  seasonLength: number,
): number | null {
  checkInteger("seasonLength", seasonLength, 1);
  if (training.length <= seasonLength) {
    throw new InsufficientDataError("rootMeanSquaredScaledError", seasonLength + 1, training.length);
  }
  const history = Array.from(training);
  const scale = rootMeanSquaredError(history.slice(seasonLength), history.slice(0, -seasonLength));
  const error = rootMeanSquaredError(actual, forecast);
  return error === null || scale === null ? null : ratioOrNull(error, scale);
}
