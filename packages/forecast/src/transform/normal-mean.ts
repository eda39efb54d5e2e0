import { tabulate } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import { exponential } from "./exponential.ts";

const STEP = 0.5;
const REACH = 16;

/** Density at -8, -7.5, ..., 8, scaled to sum to 1. */
const weights = (() => {
  const densities = tabulate(2 * REACH + 1, (i) => {
    const x = (i - REACH) * STEP;
    return exponential(-0.5 * x * x);
  });
  const total = sumOf(densities, (density) => density);
  return densities.map((density) => density / total);
})();

/**
 * Mean of inverse(Z) for Z normal: what turns a median back on the old scale into a mean.
 *
 * The trapezoid rule over 33 points, whose error vanishes exponentially for smooth functions: exp gives
 * e^(m + s^2 / 2), squares give m^2 + s^2. The usual second-order correction is its first term.
 *
 * @param centre - mean of Z
 * @param spread - standard deviation of Z, 0 or more
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.6, on bias adjustment
 * @see Trefethen and Weideman (2014), SIAM Review 56(3), on the trapezoid rule
 */
export function normalMean(inverse: (z: number) => number, centre: number, spread: number): number {
  if (!(spread > 0)) return inverse(centre);
  return sumOf(weights, (weight, i) => weight * inverse(centre + (i - REACH) * STEP * spread));
}
