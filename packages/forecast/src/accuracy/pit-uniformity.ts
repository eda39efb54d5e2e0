import { checkTransform } from "./pit-histogram.ts";

/** Distance of a probability integral transform from evenness. */
export interface PitUniformity {
  readonly n: number;
  /** Largest distance between the shares seen and expected below any value, 0 to 1. */
  readonly statistic: number;
  /** Probability of such a distance or more if forecasts are calibrated and errors independent. */
  readonly pValue: number;
}

/**
 * Kolmogorov-Smirnov test of a probability integral transform against the uniform distribution. Lags of one
 * origin share their errors: pass one lag, or read the p-value as a lower bound.
 *
 * The p-value is asymptotic with Stephens' correction: off by less than 0.001 where it is below 0.1, else by 0.022 at most.
 *
 * @param values - from `probabilityIntegralTransform`, in [0, 1]
 * @returns null below 8 values
 * @throws {InvalidArgumentError} if a value lies outside [0, 1]
 * @see Stephens (1970), Journal of the Royal Statistical Society B 32(1)
 *
 * @example
 * pitUniformity([0.05, 0.02, 0.07, 0.1, 0.01, 0.06, 0.03, 0.04])?.statistic; // => 0.9
 */
export function pitUniformity(values: ArrayLike<number>): PitUniformity | null {
  checkTransform(values);
  const n = values.length;
  if (n < 8) return null;
  const sorted = Float64Array.from(values).sort();
  const statistic = sorted.reduce((most, value, i) => Math.max(most, value - i / n, (i + 1) / n - value), 0);
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * statistic;
  // Below 0.3 the series converges slowly, to 1 within 1e-5.
  let tail = scaled < 0.3 ? 0.5 : 0;
  for (let k = 1; k <= 40 && scaled >= 0.3; k++)
    tail += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * (k * scaled) ** 2);
  return { n, statistic, pValue: Math.min(1, Math.max(0, 2 * tail)) };
}
