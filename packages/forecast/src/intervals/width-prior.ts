import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { FactorPrior } from "./conformal-factor.ts";

/**
 * How much wider than claimed the intervals of smoothing models have to be, before the series itself is asked:
 * 0.94 * (1 + 6 / n) at level 80 and 1.1 * (1 + 8 / n) at level 95, linear in the normal multiplier between
 * and beyond. Short histories hide most of what can happen, and errors have longer tails than the normal curve.
 *
 * Chosen with the combination of `autoCandidates`, on the training parts of the M3 competition with their last horizon
 * held out and on its monthly series cut to two and three years; the competition's test parts were not used.
 *
 * @param level - percentage, as in 95
 * @param length - n, observations in the history
 */
export function widthPrior(level: number, length: number): FactorPrior {
  const position = (levelMultiplier(level) - Z80) / (Z95 - Z80);
  const long = Math.max(0.8, 0.94 + 0.16 * position);
  const short = Math.max(0, 6 + 2 * position);
  return { factor: long * (1 + short / length), origins: 24 };
}

const Z80 = 1.2815515655446004;
const Z95 = 1.959963984540054;
