import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { lineThrough } from "../internal/statistics.ts";
import { chooseSeason } from "../series/choose-season.ts";
import { removeSeason } from "../series/remove-season.ts";
import { shrunkenSeason } from "../series/shrunken-season.ts";
import { exponential, power } from "../transform/exponential.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";
import { halfSlopeForm, thetaForm } from "./theta-form.ts";
import { withSeason } from "./with-season.ts";

/** Growth per step, as a logarithm, beyond which carrying half of it on would explode. */
const FASTEST = 0.2;

/** Largest over smallest value beyond which a logarithm is ruled by the smallest. */
const WIDEST = 1000;

/**
 * The Theta method (see `theta`) on logarithms, with shrunken seasonal indices: half of the average growth rate is
 * carried on, where `theta` carries half of the average step. Point forecasts are medians.
 *
 * Series with a value of 0 or below, with values a thousandfold apart, or that grew or fell by more than a fifth per
 * step on average, are forecast by `theta_shrunken`: exponential growth of that kind does not last.
 *
 * @see Hyndman and Billah (2003), "Unmasking the Theta method", International Journal of Forecasting 19(2)
 * @see Spiliotis, Assimakopoulos and Makridakis (2020), European Journal of Operational Research 284(2), on
 * exponential trends in the Theta method
 */
export const thetaLogarithmic: Model = defineModel({
  id: "theta_logarithmic",
  description: "Theta method on logarithms: half of the growth rate is carried on",
  minimumLength: 4,
  form(values, { season }) {
    const logs = logarithms(values);
    const seasonal = logs && shrunkenSeason(logs, season, "additive");
    if (logs === null || Math.abs(lineThrough(removeSeason(logs, seasonal)).slope) > FASTEST) {
      return withSeason(values, chooseSeason(values, season), halfSlopeForm);
    }
    const startOf = (alpha: number) => (1 - power(1 - alpha, values.length)) / alpha;
    const form = withSeason(logs, seasonal, (rest) => thetaForm(rest, startOf));
    return { ...form, fitted: Array.from(form.fitted, exponential), logarithmic: true };
  },
});

/** Natural logarithms; null where they would mislead. */
function logarithms(values: ArrayLike<number>): Float64Array | null {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let t = 0; t < values.length; t++) {
    smallest = Math.min(smallest, values[t]!);
    largest = Math.max(largest, values[t]!);
  }
  if (!(smallest > 0) || largest / WIDEST > smallest) return null;
  return Float64Array.from(values, naturalLogarithm);
}
