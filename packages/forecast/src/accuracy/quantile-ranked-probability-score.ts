import { pinballLoss } from "./pinball-loss.ts";
import { checkQuantiles, type QuantileForecast } from "./quantile-forecast.ts";

/**
 * Continuous ranked probability score approximated from quantiles, in the unit of the series.
 *
 * CRPS = 2 * integral of the pinball loss over p; each given p stands for the probabilities nearer to it than to
 * its neighbours. Equals the absolute error for a point mass if the probabilities lie symmetrically about 0.5.
 * With few quantiles it is coarse: compare forecasts on the same probabilities only.
 *
 * @param actual - observed values, length h
 * @param quantiles - ascending probabilities, each with h forecasts
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if lengths differ, or probabilities do not ascend between 0 and 1
 * @see Laio and Tamea (2007), Hydrology and Earth System Sciences 11(4), for the integral over quantiles
 *
 * @example
 * quantileRankedProbabilityScore([10], [{ probability: 0.25, values: [8] }, { probability: 0.75, values: [8] }]); // => 2
 */
export function quantileRankedProbabilityScore(
  actual: ArrayLike<number>,
  quantiles: readonly QuantileForecast[],
): number | null {
  checkQuantiles(quantiles);
  let score = 0;
  for (const [k, { probability, values }] of quantiles.entries()) {
    const before = quantiles[k - 1]?.probability;
    const after = quantiles[k + 1]?.probability;
    const from = before === undefined ? 0 : (before + probability) / 2;
    const to = after === undefined ? 1 : (probability + after) / 2;
    score += 2 * (to - from) * (pinballLoss(actual, values, probability) ?? 0);
  }
  return actual.length > 0 ? score : null;
}
