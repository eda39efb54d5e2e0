import { averagedSmoothing } from "../models/averaged-smoothing.ts";
import { drift } from "../models/drift.ts";
import { dynamicOptimizedTheta } from "../models/dynamic-optimized-theta.ts";
import type { Model } from "../models/model.ts";
import { seasonalNaive } from "../models/seasonal-naive.ts";
import { thetaLogarithmic } from "../models/theta-logarithmic.ts";

/** A model that takes part in a combination. */
export interface Candidate {
  readonly model: Model;
  /** Its part of the combination if the backtest could not tell the candidates apart; any unit. */
  readonly share: number;
  /** True for what only a backtest can justify: it takes no part without one. */
  readonly benchmark?: boolean;
}

/**
 * What `auto` combines. Three ways to see a trend that differ in their mistakes, and the benchmark, whose small share
 * does most for long seasonal series.
 *
 * Models and shares were chosen on the 3,003 series of the M3 competition and on its monthly series cut to two and
 * three years, always on training parts with their last horizon held out. Shares between a half and twice these change
 * the error by less than half a percent.
 *
 * @see Makridakis and Hibon (2000), International Journal of Forecasting 16(4)
 */
export function autoCandidates(season: number): readonly Candidate[] {
  return season > 1 ? SEASONAL : PLAIN;
}

const SEASONAL: readonly Candidate[] = [
  { model: thetaLogarithmic, share: 3 },
  { model: dynamicOptimizedTheta, share: 3 },
  { model: averagedSmoothing, share: 2 },
  { model: seasonalNaive, share: 1, benchmark: true },
];

const PLAIN: readonly Candidate[] = [
  { model: thetaLogarithmic, share: 3 },
  { model: averagedSmoothing, share: 3 },
  { model: drift, share: 2, benchmark: true },
  { model: dynamicOptimizedTheta, share: 1 },
];
