import { laggedProducts } from "../internal/long-run-variance.ts";
import { mean } from "../internal/statistics.ts";

/**
 * Sample autocorrelation at one lag, with the full-sample mean and variance (as R's `acf`).
 *
 * r[k] = sum((y[t] - m)(y[t-k] - m)) / sum((y[t] - m)^2)
 *
 * @param values - series without gaps
 * @param lag - k, 1 or more
 * @returns a number in [-1, 1]; 0 for a constant series
 *
 * @example
 * autocorrelation([1, -1, 1, -1], 2); // => 0.5
 */
export function autocorrelation(values: ArrayLike<number>, lag: number): number {
  const centre = mean(values);
  const deviations = Float64Array.from(values, (value) => value - centre);
  const total = laggedProducts(deviations, 0);
  return total > 0 ? laggedProducts(deviations, lag) / total : 0;
}
