import { checkFinite } from "../internal/check-arguments.ts";
import { zeros } from "../internal/number-lists.ts";
import { mean } from "../internal/statistics.ts";

/**
 * Spectral entropy: how evenly the variance of a series is spread over frequencies. Near 1 for noise, near 0 for
 * a trend or a clean season.
 *
 * -sum(p * ln p) / ln K over the shares p of the periodogram at the frequencies 1 / n to K / n, K = floor(n / 2).
 * The raw periodogram is noisy: white noise of 24 points has about 0.85, not 1.
 *
 * @param values - series without gaps
 * @returns 0 to 1; null below 8 values or for a constant series
 * @see Goerg (2013), Forecastable Component Analysis, Proceedings of Machine Learning Research 28(2)
 *
 * @example
 * spectralEntropy([1, -1, 1, -1, 1, -1, 1, -1])?.toFixed(6); // => "0.000000"
 */
export function spectralEntropy(values: ArrayLike<number>): number | null {
  checkFinite(values);
  const n = values.length;
  if (n < 8) return null;
  const centre = mean(values);
  const frequencies = Math.floor(n / 2);
  const power = zeros(frequencies);
  let total = 0;
  for (let k = 1; k <= frequencies; k++) {
    let [real, imaginary] = [0, 0];
    for (let t = 0; t < n; t++) {
      const angle = (2 * Math.PI * ((k * t) % n)) / n;
      real += (values[t]! - centre) * Math.cos(angle);
      imaginary += (values[t]! - centre) * Math.sin(angle);
    }
    power[k - 1] = real * real + imaginary * imaginary;
    total += power[k - 1]!;
  }
  // What rounding leaves of a constant is no variance.
  if (!(total > 1e-24 * n * n * centre * centre)) return null;
  const entropy = power.reduce(
    (sum, one) => (one > 0 ? sum - (one / total) * Math.log(one / total) : sum),
    0,
  );
  return Math.max(0, entropy) / Math.log(frequencies);
}
