import { type ForecastOptions, forecast } from "./forecast.ts";
import { mustError } from "./internal/must-error.ts";

/** What to forecast, how, and which quantiles. */
export interface ForecastQuantilesOptions extends Omit<ForecastOptions, "levels"> {
  /** Strictly between 0 and 1, any order. */
  readonly probabilities: readonly number[];
}

/**
 * Calibrated quantiles of each period ahead, from the same distribution as the intervals of `forecast`: the quantile
 * 0.9 is the upper bound of level 80.
 *
 * @returns one array of `horizon` values for each probability, in the order given; never crossing
 * @throws what `forecast` throws, and {InvalidArgumentError} if a probability is not in (0, 1)
 *
 * @example
 * forecastQuantiles([5, 5, 5, 5], { horizon: 2, probabilities: [0.1, 0.9] }); // => [[5, 5], [5, 5]]
 */
export function forecastQuantiles(
  values: readonly (number | null)[],
  options: ForecastQuantilesOptions,
): readonly (readonly number[])[] {
  const { probabilities, ...rest } = options;
  for (const probability of probabilities) {
    if (!(probability > 0 && probability < 1)) {
      throw mustError("probabilities", probability, "lie between 0 and 1");
    }
  }
  const levels = probabilities.map((probability) => Math.abs(2 * probability - 1) * 100);
  const { mean, intervals } = forecast(values, {
    ...rest,
    levels: levels.filter((level) => level > 0),
  });
  return probabilities.map((probability, i) => {
    const interval = intervals[String(levels[i])];
    if (interval === undefined) return mean;
    return probability < 0.5 ? interval.lower : interval.upper;
  });
}
