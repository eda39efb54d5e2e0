import { autocorrelation } from "./autocorrelation.ts";

/**
 * The 90 % autocorrelation test of seasonality used for M3's Theta and M4's Naive2.
 *
 * |r[m]| > 1.645 * sqrt((1 + 2 * sum of r[i]^2, i < m) / n); never for m = 1 or n <= 2m.
 *
 * @param values - series without gaps, oldest first
 * @param season - m, observations per season
 * @see Fiorucci et al. (2016), International Journal of Forecasting 32(4), section 3
 *
 * @example
 * isSeasonal([1, 9, 4, 1, 9, 4, 1, 9, 4, 1, 9, 4], 3); // => true
 * isSeasonal([1, 9, 1, 9], 2); // => false
 */
export function isSeasonal(values: ArrayLike<number>, season: number): boolean {
  const length = values.length;
  if (season <= 1 || length <= 2 * season) return false;
  let squares = 0;
  for (let lag = 1; lag < season; lag++) squares += autocorrelation(values, lag) ** 2;
  return Math.abs(autocorrelation(values, season)) > 1.645 * Math.sqrt((1 + 2 * squares) / length);
}
