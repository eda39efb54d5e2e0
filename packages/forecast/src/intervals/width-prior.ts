import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { FactorPrior } from "./conformal-factor.ts";

/**
 * How much wider than claimed the intervals of smoothing models have to be, before the series itself is asked:
 * 0.94 * (1 + 6 / n) at level 80 and 1.1 * (1 + 8 / n) at level 95, linear in the normal multiplier between
 * and beyond. Short histories hide most of what can happen, and errors have longer tails than the normal curve. With a
 * season, 3 % more for each season that the history is short of five: its indices are estimates too.
 *
 * Chosen with the combination of `autoCandidates`, on the training parts of the M3 competition with their last horizon
 * held out; the seasonal term on its monthly series cut to two and three years, at four origins of the training part.
 * The competition's test parts were not used.
 *
 * @param level - percentage, as in 95
 * @param length - n, observations in the history
 * @param season - observations per season, 1 for none
 */
export function widthPrior(level: number, length: number, season: number): FactorPrior {
  const position = (levelMultiplier(level) - Z80) / (Z95 - Z80);
  const long = Math.max(0.8, 0.94 + 0.16 * position);
  const short = Math.max(0, 6 + 2 * position);
  const seasonsShort = season > 1 ? Math.max(0, 5 - length / season) : 0;
  return { factor: long * (1 + short / length) * (1 + 0.03 * seasonsShort), origins: 24 };
}

const Z80 = 1.2815515655446004;
const Z95 = 1.959963984540054;
