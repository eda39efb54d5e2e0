import { InvalidArgumentError } from "../errors.ts";

/** Forecasts of one quantile. */
export interface QuantileForecast {
  /** Strictly between 0 and 1: with this probability the actual is not above. */
  readonly probability: number;
  /** One for each period, in the unit of the series. */
  readonly values: ArrayLike<number>;
}

/**
 * Refuses an empty list of quantiles, or one whose probabilities do not ascend; each probability and length
 * is checked where its loss is computed.
 */
export function checkQuantiles(quantiles: readonly QuantileForecast[]): void {
  const probabilities = quantiles.map(({ probability }) => probability);
  const ascends = probabilities.every((probability, i) => i === 0 || probability > probabilities[i - 1]!);
  if (quantiles.length === 0 || !ascends) {
    throw new InvalidArgumentError(
      "quantiles",
      probabilities,
      `quantiles must have ascending probabilities, one at least, got [${probabilities.join(", ")}]`,
    );
  }
}
