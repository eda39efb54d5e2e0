import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { lineThrough } from "../internal/statistics.ts";
import { classicalDecomposition, type SeasonalIndices } from "../series/classical-decomposition.ts";
import { isSeasonal } from "../series/is-seasonal.ts";
import { removeSeason, restoreSeason, seasonScale } from "../series/remove-season.ts";
import { fromInnovations } from "./innovations-form.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { simpleExponentialSmoothing } from "./simple-exponential-smoothing.ts";

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
 * @see Hyndman and Billah (2003), "Unmasking the Theta method", International Journal of Forecasting 19(2)
 * @see Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16(4)
 */
export const theta: Model = {
  id: "theta",
  description: "Theta method: smoothed level with half the long-run slope",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkInteger("season", season, 1);
    checkSeries("theta", values, 4);
    return fitTheta("theta", values, thetaSeason(values, season));
  },
};

/** The Theta method after a season was chosen; null for none. */
export function fitTheta(
  model: string,
  values: ArrayLike<number>,
  seasonal: SeasonalIndices | null,
): FittedModel {
  const length = values.length;
  const adjusted = seasonal ? removeSeason(values, seasonal) : values;
  const { alpha, initial, level, fitted, squares } = simpleExponentialSmoothing(adjusted);
  const { slope } = lineThrough(adjusted);
  const start = (1 - (1 - alpha) ** length) / alpha;
  return fromInnovations({
    model,
    parameters: { alpha, initial, drift: slope / 2 },
    values,
    fitted: seasonal ? restoreSeason(fitted, seasonal, 0) : fitted,
    mean(horizon) {
      const line = Float64Array.from({ length: horizon }, (_, i) => level + (slope / 2) * (i + start));
      return seasonal ? restoreSeason(line, seasonal, length) : line;
    },
    sigma: Math.sqrt(squares / Math.max(1, length - 3)),
    weight: () => alpha,
    scale: (h) => seasonScale(seasonal, length, h),
  });
}

function thetaSeason(values: ArrayLike<number>, season: number): SeasonalIndices | null {
  if (!isSeasonal(values, season)) return null;
  if (Array.from(values).every((value) => value > 0)) {
    const multiplicative = classicalDecomposition(values, season, "multiplicative");
    if (multiplicative.indices.every((index) => index >= 0.01)) return multiplicative;
  }
  return classicalDecomposition(values, season, "additive");
}
