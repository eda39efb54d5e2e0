import { zeros } from "../internal/number-lists.ts";
import { mean, sumOfSquares } from "../internal/statistics.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";

/**
 * Every forecast is the mean of the history, variance sigma^2 * (1 + 1/n): values scatter around one level.
 *
 * Wrong for anything that trends or wanders; its intervals do not widen with the horizon.
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * historicalMean.fit([1, 2, 6], { season: 1 }).predict(2).mean; // => [3, 3]
 */
export const historicalMean: Model = defineModel({
  id: "mean",
  description: "Repeats the mean of all values",
  minimumLength: 1,
  form(values) {
    const length = values.length;
    const level = mean(values);
    const squares = sumOfSquares(Float64Array.from(values, (value) => value - level));
    return {
      parameters: { level },
      fitted: zeros(length).fill(level),
      mean: (horizon) => zeros(horizon).fill(level),
      sigma: length > 1 ? Math.sqrt(squares / (length - 1)) : 0,
      weight: () => 0,
      extraVariance: () => 1 / length,
    };
  },
});
