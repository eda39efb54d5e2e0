import { levelMultiplier } from "../internal/normal-quantile.ts";
import { power } from "../transform/exponential.ts";
import { conformalRank } from "./conformal-intervals.ts";

/** What is known before the series has shown how wide its errors run. */
export interface FactorPrior {
  /** Factor to expect at this level. */
  readonly factor: number;
  /** How many origins of evidence the prior is worth. */
  readonly origins: number;
}

/**
 * Factor on a model's standard errors that makes its interval of one level hold on rolling-origin errors.
 *
 * The split-conformal quantile of |error| / standard error, rank ceil((n + 1) * level / 100), over the normal
 * multiplier; then a geometric mean with the prior, weighted by the number of origins. Errors of overlapping
 * windows are dependent, so the guarantee of conformal prediction does not hold; measured coverage is what counts.
 *
 * @param ratios - |error| / standard error, any order
 * @param origins - origins that the ratios come from
 * @param level - percentage, as in 95
 * @see Vovk, Gammerman and Shafer (2005), Algorithmic Learning in a Random World; Lei et al. (2018), JASA 113(523)
 */
export function conformalFactor(
  ratios: readonly number[],
  origins: number,
  level: number,
  prior: FactorPrior,
): number {
  if (ratios.length === 0) return prior.factor;
  const sorted = Float64Array.from(ratios).sort();
  const observed = sorted[conformalRank(sorted.length, level) - 1]! / levelMultiplier(level);
  const share = origins / (origins + prior.origins);
  const bounded = Math.min(10, Math.max(0.1, observed / prior.factor));
  return prior.factor * power(bounded, share);
}
