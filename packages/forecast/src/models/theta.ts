import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";
import { halfSlopeForm } from "./theta-form.ts";
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
export const theta: Model = defineModel({
  id: "theta",
  description: "Theta method: smoothed level with half the long-run slope",
  minimumLength: 4,
  form: (values, { season }) => withSeason(values, thetaSeason(values, season), halfSlopeForm),
});
