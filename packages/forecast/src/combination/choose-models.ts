import { planOrigins } from "../backtest/plan-origins.ts";
import { type OriginForecast, rollingForecasts } from "../backtest/rolling-forecasts.ts";
import { dynamicOptimizedTheta } from "../models/dynamic-optimized-theta.ts";
import { holtWintersDamped } from "../models/holt-winters-damped.ts";
import type { Model } from "../models/model.ts";
import { naive } from "../models/naive.ts";
import { seasonalNaive } from "../models/seasonal-naive.ts";
import { thetaShrunken } from "../models/theta-shrunken.ts";
import { blendForecasts } from "./blend-forecasts.ts";
import { type WeighedCandidate, weighCandidates } from "./weigh-candidates.ts";

/** What `auto` weighs against each other, and against the benchmark: seasonal naive, or naive without a season. */
export function autoCandidates(season: number): readonly Model[] {
  return [thetaShrunken, dynamicOptimizedTheta, holtWintersDamped, season > 1 ? seasonalNaive : naive];
}

/** Models with their shares, and the backtest that the shares came from. */
export interface ChosenModels {
  readonly members: readonly { readonly model: Model; readonly weight: number }[];
  /** Every candidate with its backtest error; empty without a backtest. */
  readonly weighed: readonly WeighedCandidate[];
  /** Forecasts of the combination, one for each origin; weights of each come from the other origins. */
  readonly rolling: readonly OriginForecast[];
}

/**
 * Backtests candidates on the history and weighs them. A single candidate has weight 1. If the series is too
 * short for a backtest all candidates but the benchmarks share evenly.
 *
 * @param candidates - in the order to be kept
 */
export function chooseModels(
  values: Float64Array,
  season: number,
  horizon: number,
  candidates: readonly Model[],
): ChosenModels {
  const shortest = Math.max(...candidates.map((model) => model.minimumLength));
  const wanted = planOrigins(values.length, { season, horizon, most: MOST_ORIGINS });
  const plan = { ...wanted, origins: wanted.origins.filter((origin) => origin >= shortest) };
  if (plan.origins.length === 0) {
    const even = candidates.filter(
      (model) => candidates.length === 1 || (model !== seasonalNaive && model !== naive),
    );
    return { members: even.map((model) => ({ model, weight: 1 })), weighed: [], rolling: [] };
  }
  const runs = candidates.map((model) => rollingForecasts(values, model, season, plan));
  const errors = runs.map((run) => run.map((forecast) => totalError(values, forecast)));
  const weigh = (leftOut: number) =>
    weighCandidates(
      new Map(
        candidates.map((model, i) => {
          const kept = errors[i]!.filter((_, k) => k !== leftOut);
          return [model.id, kept.reduce((sum, error) => sum + error, 0) / (kept.length * plan.horizon)];
        }),
      ),
    );
  const weighed = weigh(-1);
  const rolling = plan.origins.map((_, k) => {
    const weights = (plan.origins.length > 1 ? weigh(k) : weighed).map(({ weight }) => weight);
    const there = runs.map((run) => run[k]!);
    return blendForecasts(there, weights);
  });
  const members = candidates
    .map((model, i) => ({ model, weight: weighed[i]!.weight }))
    .filter(({ weight }) => weight > 0);
  return { members, weighed, rolling };
}

const MOST_ORIGINS = 6;

function totalError(values: Float64Array, { origin, mean }: OriginForecast): number {
  let sum = 0;
  for (let h = 0; h < mean.length; h++) sum += Math.abs(values[origin + h]! - mean[h]!);
  return sum;
}
