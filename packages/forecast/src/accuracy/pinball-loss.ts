import { checkPair } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";

/**
 * Pinball (quantile) loss, in the unit of the series: what a quantile forecast is rightly judged by.
 *
 * mean(max(p * (y - q), (p - 1) * (y - q))); at p = 0.5 it is half the mean absolute error.
 *
 * @param actual - observed values, length h
 * @param quantile - forecasts of the p-quantile, length h
 * @param probability - p, strictly between 0 and 1
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if the lengths differ or the probability is not between 0 and 1
 * @see Koenker and Bassett (1978), Econometrica 46(1)
 *
 * @example
 * pinballLoss([10, 10], [8, 11], 0.9)?.toFixed(2); // => "0.95"
 */
export function pinballLoss(
  actual: ArrayLike<number>,
  quantile: ArrayLike<number>,
  probability: number,
): number | null {
  if (!(probability > 0 && probability < 1)) {
    throw mustError("probability", probability, "lie strictly between 0 and 1", "; 90 % is 0.9");
  }
  checkPair("actual", actual, "quantile", quantile);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const error = actual[i]! - quantile[i]!;
    sum += Math.max(probability * error, (probability - 1) * error);
  }
  return actual.length > 0 ? sum / actual.length : null;
}
