import { type Backtest, type BacktestOptions, backtest } from "../backtest/backtest.ts";
import { type BacktestScore, scoreBacktest } from "../backtest/score-backtest.ts";
import { ForecastError, InsufficientDataError } from "../errors.ts";
import { sumOf } from "../internal/statistics.ts";
import type { Model } from "../models/model.ts";
import { modelById } from "../models/registry.ts";
import { type SkillScore, skillVerdict } from "../record/skill-verdict.ts";
import { type DieboldMariano, dieboldMarianoTest } from "./diebold-mariano.ts";
import { modelRanks } from "./model-ranks.ts";

/** Which models to compare, and how to roll. */
export interface LeaderboardOptions extends Omit<BacktestOptions, "model"> {
  /** Models or their ids. */
  readonly models: readonly (Model | string)[];
  /** What skill is measured against; `seasonal_naive` if absent. It takes part, and is always refitted. */
  readonly benchmark?: Model | string;
  /** Of the bootstrap; 1 if absent. */
  readonly seed?: number;
}

/** One model's line. */
export interface LeaderboardRow {
  /** 1 is the smallest mean absolute error. */
  readonly rank: number;
  readonly model: string;
  /** Over all lags. */
  readonly scores: BacktestScore;
  readonly byLag: readonly BacktestScore[];
  /** Mean of its ranks at each origin, by mean absolute error. */
  readonly meanRank: number;
  /** Share of origins at which it had the smallest mean absolute error. */
  readonly winShare: number;
  /** Against the benchmark on the same origins and lags, with 90 % block bootstrap intervals. */
  readonly skill: SkillScore;
  /** Against the benchmark, on mean absolute errors by origin; null for the benchmark, or where there is none. */
  readonly dieboldMariano: DieboldMariano | null;
}

/** Models compared on the same origins. */
export interface Leaderboard {
  readonly benchmark: string;
  readonly origins: readonly number[];
  /** Smallest mean absolute error first. */
  readonly rows: readonly LeaderboardRow[];
  /** Models that could not be fitted at every origin, and why. */
  readonly failures: readonly { readonly model: string; readonly reason: string }[];
}

/**
 * Compares models on one series by a rolling-origin backtest, all from the same origins, with the uncertainty of
 * each comparison. The best of many models looks better than it is: its skill is no promise.
 * Interval and test see few origins differently: where they disagree, believe the more cautious one.
 *
 * @param values - history without gaps, oldest first
 * @throws {UnknownModelError} if no model has an id
 * @throws {InsufficientDataError} if not even one origin fits the benchmark
 *
 * @example
 * leaderboard([3, 1, 4, 2, 5, 3, 6, 4, 7, 5], { models: ["drift", "naive"], season: 2, horizon: 1 }).rows[0]?.model; // => "seasonal_naive"
 */
export function leaderboard(values: ArrayLike<number>, options: LeaderboardOptions): Leaderboard {
  const { benchmark = "seasonal_naive", seed = 1, step = 1, gap = 0, season = 1, horizon } = options;
  const find = (model: Model | string) => (typeof model === "string" ? modelById(model) : model);
  const yardstick = find(benchmark);
  const known = new Map([yardstick, ...options.models.map(find)].map((model) => [model.id, model]));
  const room = options.windowLength ?? values.length - horizon - gap;
  const failures: { model: string; reason: string }[] = [];
  const fail = (model: Model, reason: string) => {
    failures.push({ model: model.id, reason });
  };
  const possible = [...known.values()].filter((model) => {
    if (model === yardstick || model.minimumLength <= room) return true;
    fail(model, new InsufficientDataError(model.id, model.minimumLength, room).message);
    return false;
  });
  // One set of origins for all: where the most demanding model can first be fitted.
  const minimumTraining = Math.max(
    options.minimumTraining ?? 0,
    ...possible.map(({ minimumLength }) => minimumLength),
  );
  const results = new Map<string, Backtest>();
  for (const model of possible) {
    try {
      const refit = model === yardstick || (options.refit ?? true);
      results.set(model.id, backtest(values, { ...options, model, minimumTraining, refit }));
    } catch (error) {
      if (model === yardstick || !(error instanceof ForecastError)) throw error;
      fail(model, error.message);
    }
  }
  const base = results.get(yardstick.id)!;
  const byOrigin = (result: Backtest) =>
    result.origins.map((origin) => {
      const errors = result.errors.filter((error) => error.origin === origin);
      return sumOf(errors, ({ error }) => Math.abs(error)) / errors.length;
    });
  const losses = new Map([...results].map(([id, result]) => [id, byOrigin(result)]));
  // Forecasts of origins closer than gap + horizon share surprises.
  const overlap = Math.ceil((gap + horizon) / step);
  const { ranks } = modelRanks(Object.fromEntries(losses));
  const rows = ranks.map(({ model, meanRank, winShare }, i): LeaderboardRow => {
    const result = results.get(model)!;
    const [scores, ...byLag] = scoreBacktest(result, values, season);
    return {
      rank: i + 1,
      model,
      scores: scores!,
      byLag,
      meanRank,
      winShare,
      skill: skillVerdict(
        result.errors.map(({ origin, lag, error }, at) => ({
          origin,
          position: origin + lag,
          lag,
          own: Math.abs(error),
          other: Math.abs(base.errors[at]!.error),
        })),
        seed,
      ),
      dieboldMariano: dieboldMarianoTest(losses.get(model)!, losses.get(yardstick.id)!, {
        horizon: overlap,
        power: 1,
      }),
    };
  });
  return { benchmark: yardstick.id, origins: base.origins, rows, failures };
}
