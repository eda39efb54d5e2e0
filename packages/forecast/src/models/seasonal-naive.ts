import { tabulate, zeros } from "../internal/number-lists.ts";
import { defineModel } from "./define-model.ts";
import { lastValueForm } from "./last-value-form.ts";
import type { Model } from "./model.ts";

/**
 * Every forecast is the value one season earlier: mean[h] = y[n + h - m * ceil(h / m)],
 * variance sigma^2 * ceil(h / m). With m = 1, or less than one season of data, it is naive.
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * seasonalNaive.fit([1, 2, 3, 4], { season: 2 }).predict(3).mean; // => [3, 4, 3]
 */
export const seasonalNaive: Model = defineModel({
  id: "seasonal_naive",
  description: "Repeats the value of one season earlier",
  minimumLength: 1,
  form(values, { season }) {
    const length = values.length;
    if (length < season) {
      const note = `only ${length} of ${season} observations of a season: repeats the last value`;
      return { ...lastValueForm(values), notes: [note] };
    }
    if (season === 1) return lastValueForm(values);
    const fitted = zeros(length).fill(Number.NaN);
    let squares = 0;
    for (let t = season; t < length; t++) {
      fitted[t] = values[t - season]!;
      squares += (values[t]! - values[t - season]!) ** 2;
    }
    return {
      parameters: { season },
      fitted,
      mean: (horizon) => tabulate(horizon, (i) => values[length - season + (i % season)]!),
      sigma: length > season ? Math.sqrt(squares / (length - season)) : 0,
      weight: (j) => (j % season === 0 ? 1 : 0),
    };
  },
});
