import { checkPair } from "../internal/check-arguments.ts";
import { ratioOrNull } from "./error-sums.ts";

/**
 * Theil's U2, the second of his two coefficients of inequality: relative errors of one-step forecasts over
 * those of "no change". Below 1: better than repeating the last value.
 *
 * U2 = sqrt(sum(((f[t] - y[t]) / y[t-1])^2) / sum(((y[t] - y[t-1]) / y[t-1])^2)), t > 1
 *
 * The first pair serves as the base of the second alone. As `Theil's U` of R's `forecast::accuracy`.
 *
 * @param actual - observed values of consecutive periods, length h
 * @param forecast - the one-step forecast of each, length h
 * @returns 0 or more; null below two pairs, if an actual but the last is 0, or if the actuals never change
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Theil (1966), Applied Economic Forecasting, chapter 2
 *
 * @example
 * theilU2([100, 110, 99], [100, 105, 99])?.toFixed(4); // => "0.3536"
 */
export function theilU2(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  checkPair("actual", actual, "forecast", forecast);
  let own = 0;
  let noChange = 0;
  for (let t = 1; t < actual.length; t++) {
    own += ((forecast[t]! - actual[t]!) / actual[t - 1]!) ** 2;
    noChange += ((actual[t]! - actual[t - 1]!) / actual[t - 1]!) ** 2;
  }
  return ratioOrNull(Math.sqrt(own), Math.sqrt(noChange));
}
