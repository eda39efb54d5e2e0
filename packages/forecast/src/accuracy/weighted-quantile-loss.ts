import { errorSums, ratioOrNull } from "./error-sums.ts";
import { pinballLoss } from "./pinball-loss.ts";
import { checkQuantiles, type QuantileForecast } from "./quantile-forecast.ts";

/**
 * Weighted quantile loss, a fraction: twice the pinball loss, summed over periods and averaged over quantiles,
 * over the sum of sizes. With the median alone it is WAPE.
 *
 * wQL = mean over p of (2 * sum(pinball loss at p) / sum(|y|))
 *
 * @param actual - observed values, length h
 * @param quantiles - ascending probabilities, each with h forecasts
 * @returns 0 or more; null if all actuals are 0
 * @throws {InvalidArgumentError} if lengths differ, or probabilities do not ascend between 0 and 1
 * @see Salinas, Flunkert, Gasthaus and Januschowski (2020), International Journal of Forecasting 36(3), "rho-risk"
 *
 * @example
 * weightedQuantileLoss([10, 30], [{ probability: 0.5, values: [12, 28] }]); // => 0.1
 */
export function weightedQuantileLoss(
  actual: ArrayLike<number>,
  quantiles: readonly QuantileForecast[],
): number | null {
  checkQuantiles(quantiles);
  const { absoluteActuals, count } = errorSums(actual, actual);
  let loss = 0;
  for (const { probability, values } of quantiles) loss += pinballLoss(actual, values, probability) ?? 0;
  return ratioOrNull((2 * loss * count) / quantiles.length, absoluteActuals);
}
