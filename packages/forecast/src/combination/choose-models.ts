import { planOrigins } from "../backtest/plan-origins.ts";
import { type OriginForecast, rollingForecasts } from "../backtest/rolling-forecasts.ts";
import { listOf } from "../internal/number-lists.ts";
import type { Model } from "../models/model.ts";
import type { Candidate } from "./auto-candidates.ts";
import { blendForecasts } from "./blend-forecasts.ts";
import { type WeighedCandidate, weighCandidates } from "./weigh-candidates.ts";

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
 * short for a backtest the candidates have the shares that they came with, benchmarks aside.
 *
 * An origin inside a gap moves back to before it, since what fills a gap knows what comes after; origins without an
 * observed actual are left out.
 *
 * @param candidates - in the order to be kept
 * @param filled - indices of values that were not observed; they count as no actuals
 */
export function chooseModels(
  values: Float64Array,
  season: number,
  horizon: number,
  candidates: readonly Candidate[],
  filled: ReadonlySet<number> = new Set(),
): ChosenModels {
  const shortest = Math.max(...candidates.map(({ model }) => model.minimumLength));
  const wanted = planOrigins(values.length, { season, horizon, most: MOST_ORIGINS });
  const before = new Set(wanted.origins.map((origin) => beforeGap(origin, filled)));
  const plan = {
    ...wanted,
    origins: [...before].filter(
      (origin) => origin >= shortest && observed(origin, wanted.horizon, filled).length > 0,
    ),
  };
  if (plan.origins.length === 0) {
    const kept = candidates.length > 1 ? candidates.filter(({ benchmark }) => !benchmark) : candidates;
    return {
      members: kept.map(({ model, share }) => ({ model, weight: share })),
      weighed: [],
      rolling: [],
    };
  }
  const runs = candidates.map(({ model }) => rollingForecasts(values, model, season, plan));
  const errors = runs.map((run) => run.map((forecast) => totalError(values, forecast, filled)));
  const counts = plan.origins.map((origin) => observed(origin, plan.horizon, filled).length);
  const weigh = (leftOut: number) =>
    weighCandidates(
      candidates.map(({ model, share }, i) => {
        const sum = (of: readonly number[]) =>
          of.reduce((total, value, k) => (k === leftOut ? total : total + value), 0);
        return { model: model.id, share, error: sum(errors[i]!) / sum(counts) };
      }),
    );
  const weighed = weigh(-1);
  const rolling = plan.origins.map((_, k) => {
    const weights = (plan.origins.length > 1 ? weigh(k) : weighed).map(({ weight }) => weight);
    const there = runs.map((run) => run[k]!);
    return blendForecasts(there, weights);
  });
  const members = candidates
    .map(({ model }, i) => ({ model, weight: weighed[i]!.weight }))
    .filter(({ weight }) => weight > 0);
  return { members, weighed, rolling };
}

const MOST_ORIGINS = 12;

function beforeGap(origin: number, filled: ReadonlySet<number>): number {
  let moved = origin;
  while (filled.has(moved - 1)) moved -= 1;
  return moved;
}

/** Steps ahead of an origin, from 0, whose actuals were observed. */
function observed(origin: number, horizon: number, filled: ReadonlySet<number>): number[] {
  return listOf(horizon, (h) => h).filter((h) => !filled.has(origin + h));
}

function totalError(
  values: Float64Array,
  { origin, mean }: OriginForecast,
  filled: ReadonlySet<number>,
): number {
  return observed(origin, mean.length, filled).reduce(
    (sum, h) => sum + Math.abs(values[origin + h]! - mean[h]!),
    0,
  );
}
