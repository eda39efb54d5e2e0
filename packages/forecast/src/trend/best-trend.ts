import { checkSeries } from "../internal/check-arguments.ts";
import type { TrendKind } from "./curve.ts";
import { fitTrend, type TrendFit, trendKinds } from "./fit-trend.ts";

/** A kind that was compared. */
export interface TrendRank {
  readonly kind: TrendKind;
  /** AICc less the lowest one; below 2 the two are about as good. */
  readonly difference: number;
}

/** The trend that was chosen, and what else was tried. */
export interface BestTrend {
  readonly trend: TrendFit;
  /** Best first; kinds with too few values left out. */
  readonly ranking: readonly TrendRank[];
}

/**
 * The kind of trend with the lowest AICc, the simpler one if two are equal.
 *
 * AICc says which curve describes the past best for its number of parameters, errors taken as independent. It is no
 * measure of forecasting accuracy: for that compare models by `backtest`.
 *
 * @param values - oldest first, without gaps, 5 or more
 * @param kinds - kinds to compare; all if absent
 * @throws {InsufficientDataError} below 5 values
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @see Burnham and Anderson (2002), Model Selection and Multimodel Inference, 2nd edition, section 2.6
 *
 * @example
 * bestTrend([2, 4, 8, 16, 32, 64]).trend.description; // => "grows by about 100 % a period"
 */
export function bestTrend(values: ArrayLike<number>, kinds: readonly TrendKind[] = trendKinds): BestTrend {
  checkSeries("bestTrend", values, 5);
  const fits = kinds
    .map((kind) => fitTrend(kind, values))
    .flatMap((fit) => (fit.aicc === null ? [] : [{ fit, aicc: fit.aicc }]))
    .sort((a, b) => a.aicc - b.aicc);
  const best = fits[0] ?? { fit: fitTrend("linear", values), aicc: 0 };
  return {
    trend: best.fit,
    ranking: fits.map(({ fit, aicc }) => ({ kind: fit.kind, difference: aicc - best.aicc })),
  };
}
