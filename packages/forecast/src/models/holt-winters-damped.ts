import { checkSeries } from "../internal/check-arguments.ts";
import type { EtsFit } from "./ets/ets-fit.ts";
import { fitShrunkenEts } from "./ets/fit-shrunken-ets.ts";
import { fittedEts } from "./ets/fitted-ets.ts";
import type { EtsSpecification } from "./ets/specification.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { naive } from "./naive.ts";

const SPECIFICATIONS: readonly EtsSpecification[] = [
  { error: "additive", trend: "damped", season: "none" },
  { error: "multiplicative", trend: "damped", season: "none" },
  { error: "additive", trend: "damped", season: "additive" },
  { error: "multiplicative", trend: "damped", season: "multiplicative" },
];

/**
 * Holt-Winters with a damped trend. The season (none, additive, multiplicative) and the error (constant, in
 * proportion) with the lowest AICc are kept; without two full seasons none is estimated.
 *
 * @see Gardner and McKenzie (1985), Management Science 31(10), for the damped trend
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing
 */
export const holtWintersDamped: Model = {
  id: "holt_winters_damped",
  description: "Exponential smoothing with a damped trend and, where the data show one, a season",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkSeries("holtWintersDamped", values, 4, season);
    const fit = bestByAicc(values, season, SPECIFICATIONS);
    return fit ? fittedEts("holt_winters_damped", values, fit) : naive.fit(values, { season });
  },
};

/** The fit with the lowest AICc, or, when all are infinite, the one with the fewest parameters. */
function bestByAicc(
  values: ArrayLike<number>,
  season: number,
  specifications: readonly EtsSpecification[],
): EtsFit | null {
  let best: EtsFit | null = null;
  for (const specification of specifications) {
    const fit = fitShrunkenEts(values, season, specification);
    if (fit && (best === null || fit.aicc < best.aicc)) best = fit;
  }
  return best;
}
