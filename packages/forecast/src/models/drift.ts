import { tabulate, zeros } from "../internal/number-lists.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";

/**
 * The line from the first to the last value, continued: mean[h] = y[n] + h * b, b = (y[n] - y[1]) / (n - 1).
 *
 * Variance sigma^2 * h * (1 + h / (n - 1)): a random walk with estimated drift.
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * drift.fit([1, 4, 5], { season: 1 }).predict(2).mean; // => [7, 9]
 */
export const drift: Model = defineModel({
  id: "drift",
  description: "Continues the line from the first to the last value",
  minimumLength: 2,
  form(values) {
    const length = values.length;
    const slope = (values[length - 1]! - values[0]!) / (length - 1);
    const fitted = zeros(length).fill(Number.NaN);
    let squares = 0;
    for (let t = 1; t < length; t++) {
      fitted[t] = values[t - 1]! + slope;
      squares += (values[t]! - fitted[t]!) ** 2;
    }
    return {
      parameters: { slope },
      fitted,
      mean: (horizon) => tabulate(horizon, (i) => values[length - 1]! + (i + 1) * slope),
      sigma: length > 2 ? Math.sqrt(squares / (length - 2)) : 0,
      weight: () => 1,
      extraVariance: (h) => (h * h) / (length - 1),
    };
  },
});
