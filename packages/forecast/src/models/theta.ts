import { checkSeries } from "../internal/check-arguments.ts";
import { lineThrough } from "../internal/statistics.ts";
import type { SeasonalIndices } from "../series/classical-decomposition.ts";
import { removeSeason } from "../series/remove-season.ts";
import { fromInnovations, type InnovationsForm } from "./innovations-form.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { simpleExponentialSmoothing } from "./simple-exponential-smoothing.ts";
import { thetaSeason } from "./theta-season.ts";
import { withSeason } from "./with-season.ts";

/**
 * The Theta method in the form of Hyndman and Billah: simple exponential smoothing with half the
 * least-squares slope as drift,
 *
 * mean[h] = level[n] + b/2 * (h - 1 + (1 - (1 - alpha)^n) / alpha).
 *
 * Series that pass the autocorrelation test of seasonality are divided by classical multiplicative indices
 * first (additive if a value is 0 or below, or an index below 0.01). Point forecasts agree with R's `thetaf`.
 * Unlike there, the interval follows the seasonal index.
 *
 * Weak where growth saturates or turns: half the slope of the whole history is carried on for ever. Intervals are
 * those of simple exponential smoothing and too narrow, since they leave out the uncertainty of the slope.
 *
 * @see Hyndman and Billah (2003), "Unmasking the Theta method", International Journal of Forecasting 19(2)
 * @see Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16(4)
 */
export const theta: Model = {
  id: "theta",
  description: "Theta method: smoothed level with half the long-run slope",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("theta", values, 4, season);
    return fitTheta("theta", values, thetaSeason(values, season));
  },
};

/** The Theta method after a season was chosen; null for none. */
export function fitTheta(
  model: string,
  values: ArrayLike<number>,
  seasonal: SeasonalIndices | null,
): FittedModel {
  const adjusted = removeSeason(values, seasonal);
  // (1 - (1 - alpha)^n) / alpha as the sum that it is: powers may differ between engines in their last digit
  const startOf = (alpha: number) => {
    let start = 0;
    for (let t = 0, decay = 1; t < values.length; t++, decay *= 1 - alpha) start += decay;
    return start;
  };
  return fromInnovations(withSeason(seasonal, thetaForm(model, values, adjusted, startOf)));
}

/**
 * The Theta method on a series without its season.
 *
 * @param startOf - (1 - (1 - alpha)^n) / alpha, the sum of the weights of n values
 */
export function thetaForm(
  model: string,
  values: ArrayLike<number>,
  adjusted: Float64Array,
  startOf: (alpha: number) => number,
): InnovationsForm {
  const { alpha, initial, level, fitted, squares } = simpleExponentialSmoothing(adjusted);
  const { slope } = lineThrough(adjusted);
  const start = startOf(alpha);
  return {
    model,
    parameters: { alpha, initial, drift: slope / 2 },
    values,
    fitted,
    mean: (horizon) => Float64Array.from({ length: horizon }, (_, i) => level + (slope / 2) * (i + start)),
    sigma: Math.sqrt(squares / Math.max(1, values.length - 3)),
    weight: () => alpha,
  };
}
