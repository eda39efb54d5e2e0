import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { FactorPrior } from "./conformal-factor.ts";

/**
 * How much wider than claimed the intervals of smoothing models have to be, before the series itself is asked:
 * 1.05 * (1 + 3 / n) at level 80 and 1.15 * (1 + 6 / n) at level 95, linear in the normal multiplier between
 * and beyond. Short histories hide most of what can happen.
 *
 * Chosen on every third series of the M3 competition (1,001 of 3,003) with the end of the training part held
 * out, one horizon or a third of it, whichever is shorter; the competition's test parts were not used.
 *
 * @param level - percentage, as in 95
 * @param length - n, observations in the history
 */
export function widthPrior(level: number, length: number): FactorPrior {
  const position = (levelMultiplier(level) - Z80) / (Z95 - Z80);
  const long = Math.max(0.9, 1.05 + 0.1 * position);
  const short = Math.max(0, 3 + 3 * position);
  return { factor: long * (1 + short / length), origins: 12 };
}

const Z80 = 1.2815515655446004;
const Z95 = 1.959963984540054;
