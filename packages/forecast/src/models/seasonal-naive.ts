import { checkSeries } from "../internal/check-arguments.ts";
import { fromInnovations } from "./innovations-form.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { naive } from "./naive.ts";

/**
 * Every forecast is the value one season earlier: mean[h] = y[n + h - m * ceil(h / m)],
 * variance sigma^2 * ceil(h / m). With m = 1, or less than one season of data, it is naive.
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5
 *
 * @example
 * seasonalNaive.fit([1, 2, 3, 4], { season: 2 }).predict(3).mean; // => [3, 4, 3]
 */
export const seasonalNaive: Model = {
  id: "seasonal_naive",
  description: "Repeats the value of one season earlier",
  minimumLength: 1,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("seasonalNaive", values, 1, season);
    const length = values.length;
    if (season === 1) return { ...naive.fit(values, { season }), model: "seasonal_naive" };
    if (length < season) {
      const note = `only ${length} of ${season} observations of a season: repeats the last value`;
      return { ...naive.fit(values, { season }), model: "seasonal_naive", notes: [note] };
    }
    const fitted = new Float64Array(length).fill(Number.NaN);
    let squares = 0;
    for (let t = season; t < length; t++) {
      fitted[t] = values[t - season]!;
      squares += (values[t]! - values[t - season]!) ** 2;
    }
    return fromInnovations({
      model: "seasonal_naive",
      parameters: { season },
      values,
      fitted,
      mean: (horizon) =>
        Float64Array.from({ length: horizon }, (_, i) => values[length - season + (i % season)]!),
      sigma: length > season ? Math.sqrt(squares / (length - season)) : 0,
      weight: (j) => (j % season === 0 ? 1 : 0),
    });
  },
};
