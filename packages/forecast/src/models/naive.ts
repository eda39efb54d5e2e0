import { checkSeries } from "../internal/check-arguments.ts";
import { sumOfSquares } from "../internal/statistics.ts";
import { fromInnovations } from "./innovations-form.ts";
import type { FittedModel, Model } from "./model.ts";

/**
 * Every forecast is the last value: mean[h] = y[n], variance h * sigma^2 (random walk).
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * naive.fit([3, 5], { season: 1 }).predict(2).mean; // => [5, 5]
 */
export const naive: Model = {
  id: "naive",
  description: "Repeats the last value",
  minimumLength: 1,
  fit(values: ArrayLike<number>): FittedModel {
    checkSeries("naive", values, 1);
    const length = values.length;
    const fitted = new Float64Array(length).fill(Number.NaN);
    const steps = new Float64Array(length - 1);
    for (let t = 1; t < length; t++) {
      fitted[t] = values[t - 1]!;
      steps[t - 1] = values[t]! - values[t - 1]!;
    }
    return fromInnovations({
      model: "naive",
      parameters: {},
      values,
      fitted,
      mean: (horizon) => new Float64Array(horizon).fill(values[length - 1]!),
      sigma: length > 1 ? Math.sqrt(sumOfSquares(steps) / (length - 1)) : 0,
      weight: () => 1,
    });
  },
};
