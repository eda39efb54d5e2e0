import { forecast } from "../src/forecast.ts";
import { dynamicOptimizedTheta } from "../src/models/dynamic-optimized-theta.ts";
import { ets } from "../src/models/ets.ts";
import type { Interval, Model, Prediction } from "../src/models/model.ts";
import { naive } from "../src/models/naive.ts";
import { models } from "../src/models/registry.ts";
import { seasonalNaive } from "../src/models/seasonal-naive.ts";
import { theta } from "../src/models/theta.ts";
import { classicalDecomposition } from "../src/series/classical-decomposition.ts";
import { isSeasonal } from "../src/series/is-seasonal.ts";
import { removeSeason, restoreSeason } from "../src/series/remove-season.ts";
import type { BenchSeries } from "./m3-series.ts";

/** Point forecasts and intervals of one series. */
export type Method = (series: BenchSeries) => Prediction;

/** Interval levels that are scored. */
export const LEVELS: readonly number[] = [80, 95];

/** What is measured, benchmarks first. Models give their own intervals, `auto` its calibrated ones. */
export const methods: Readonly<Record<string, Method>> = {
  naive: ofModel(naive),
  seasonal_naive: ofModel(seasonalNaive),
  naive2,
  theta: ofModel(theta),
  dynamic_optimized_theta: ofModel(dynamicOptimizedTheta),
  ets: ofModel(ets),
  "mean(ets, theta)": (series) => meanOf(ofModel(ets)(series), ofModel(theta)(series)),
  auto: ({ history, season, actual }) =>
    forecast(history, { horizon: actual.length, season, levels: LEVELS }),
};

/** What a name given on the command line stands for: one of `methods`, or any registered model by its id. */
export function methodNamed(name: string): Method {
  const method = methods[name] ?? registered[name];
  if (!method) throw new Error(`no method ${name}`);
  return method;
}

const registered: Readonly<Record<string, Method>> = Object.fromEntries(
  models.map((model) => [model.id, ofModel(model)]),
);

/** Every name that `methodNamed` knows. */
export const methodNames: readonly string[] = [
  ...new Set([...Object.keys(methods), ...Object.keys(registered)]),
];

/** A model alone, with the intervals that it claims. */
export function ofModel(model: Model): Method {
  return ({ history, season, actual }) => model.fit(history, { season }).predict(actual.length, LEVELS);
}

/** Mean of two predictions: of points and of bounds. */
function meanOf(first: Prediction, second: Prediction): Prediction {
  const half = (a: readonly number[], b: readonly number[]) => a.map((value, h) => (value + b[h]!) / 2);
  return {
    mean: half(first.mean, second.mean),
    intervals: mapIntervals(first.intervals, ({ lower, upper }, level) => ({
      lower: half(lower, second.intervals[level]!.lower),
      upper: half(upper, second.intervals[level]!.upper),
    })),
  };
}

/** Naive on the series without its season, if the autocorrelation test finds one (Naive2 of the M competitions). */
function naive2({ history, season, actual }: BenchSeries): Prediction {
  if (!isSeasonal(history, season)) {
    return naive.fit(history, { season: 1 }).predict(actual.length, LEVELS);
  }
  const indices = classicalDecomposition(history, season, "multiplicative");
  const flat = naive.fit(removeSeason(history, indices), { season: 1 }).predict(actual.length, LEVELS);
  const back = (part: readonly number[]) => Array.from(restoreSeason(part, indices, history.length));
  return {
    mean: back(flat.mean),
    intervals: mapIntervals(flat.intervals, ({ lower, upper }) => ({
      lower: back(lower),
      upper: back(upper),
    })),
  };
}

function mapIntervals(
  intervals: Prediction["intervals"],
  change: (interval: Interval, level: string) => Interval,
): Record<string, Interval> {
  return Object.fromEntries(
    Object.entries(intervals).map(([level, interval]) => [level, change(interval, level)]),
  );
}
