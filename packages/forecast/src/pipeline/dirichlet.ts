import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { normalQuantile } from "../internal/normal-quantile.ts";
import type { RandomStream } from "../internal/random.ts";
import { openUniform } from "../internal/random.ts";
import { sumOf } from "../internal/statistics.ts";
import { power } from "../transform/exponential.ts";

/**
 * A draw from a Dirichlet distribution: gamma draws over their sum. A weight of 0 has share 0.
 *
 * @param weights - 0 or above, not all 0
 * @see Devroye (1986), Non-Uniform Random Variate Generation, section XI.4
 */
export function dirichletDraw(weights: Float64Array, random: RandomStream): Float64Array {
  const draws = weights.map((weight) => (weight > 0 ? gammaDraw(weight, random) : 0));
  const total = sumOf(draws, (draw) => draw);
  if (total > 0) return draws.map((draw) => draw / total);
  // all weights tiny: every draw underflowed
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * A draw from the gamma distribution with scale 1.
 *
 * @see Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26(3)
 */
export function gammaDraw(shape: number, random: RandomStream): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * power(openUniform(random), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(openUniform(random));
    const root = 1 + c * x;
    const v = root * root * root;
    if (v <= 0) continue;
    if (naturalLogarithm(openUniform(random)) < 0.5 * x * x + d - d * v + d * naturalLogarithm(v))
      return d * v;
  }
}
