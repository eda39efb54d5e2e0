import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { etsModel } from "./ets/ets-model.ts";
import type { EtsSpecification } from "./ets/specification.ts";
import { bestByAicc } from "./holt-winters-damped.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";
import { naive } from "./naive.ts";

const TRENDS = ["none", "additive", "damped"] as const;
const FAMILIES = [
  { error: "additive", season: "none" },
  { error: "multiplicative", season: "none" },
  { error: "additive", season: "additive" },
  { error: "multiplicative", season: "additive" },
  { error: "multiplicative", season: "multiplicative" },
] as const;
const SPECIFICATIONS: readonly EtsSpecification[] = FAMILIES.flatMap((family) =>
  TRENDS.map((trend) => ({ ...family, trend })),
);

/**
 * Exponential smoothing, all 15 stable models with additive or damped trend, chosen by AICc.
 *
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing
 */
export const ets: Model = {
  id: "ets",
  description: "Exponential smoothing whose error, trend and season are chosen by AICc",
  minimumLength: 4,
  fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
    checkInteger("season", season, 1);
    checkSeries("ets", values, 4);
    const fit = bestByAicc(values, season, SPECIFICATIONS);
    return fit ? etsModel("ets", values, fit) : naive.fit(values, { season });
  },
};
