import { InsufficientDataError, InvalidArgumentError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import type { Model } from "../models/model.ts";
import { modelById } from "../models/registry.ts";
import { originForecasts, type Refit } from "./origin-forecasts.ts";

/** How to roll. */
export interface BacktestOptions {
  /** A model or its id. */
  readonly model: Model | string;
  /** Observations per season; 1 if absent. */
  readonly season?: number;
  /** Steps forecast at each origin. */
  readonly horizon: number;
  /** Number of origins; 6 if absent. Fewer if the series is short. */
  readonly origins?: number;
  /** Observations from one origin to the next; 1 if absent. */
  readonly step?: number;
  /** Sliding window: each fit sees this many observations. Absent: expanding, each fit sees all before it. */
  readonly windowLength?: number;
  /** Observations between an origin and the first value forecast, as when data arrive late; 0 if absent. */
  readonly gap?: number;
  /**
   * true if absent: fitted anew at each origin. false: the parameters of the first origin are kept; a model that
   * can be updated takes in the new values, another one forecasts from the first origin throughout.
   */
  readonly refit?: boolean;
  /** Fewest observations before the first origin; the model's own minimum if that is more. */
  readonly minimumTraining?: number;
}

/** One forecast and what happened; error = actual - forecast. */
export interface BacktestError {
  /** Observations known when it was made. */
  readonly origin: number;
  /** Observations that it made use of: fewer than the origin where a model was fitted once. */
  readonly known: number;
  /** 1 for the first value after the origin; gap + 1 is the first one scored. */
  readonly lag: number;
  readonly actual: number;
  readonly forecast: number;
  readonly error: number;
  /** Standard error that the model claimed. */
  readonly standardError: number;
}

/** Errors by origin and lag, oldest origin first. */
export interface Backtest {
  readonly model: string;
  readonly origins: readonly number[];
  readonly horizon: number;
  readonly gap: number;
  readonly refit: Refit;
  readonly errors: readonly BacktestError[];
}

/**
 * Rolling-origin backtest: at each origin the model is fitted on the values up to it and forecasts `horizon`
 * steps; the last origin leaves exactly one horizon to score. Windows overlap when step < horizon, so errors
 * are dependent: judge them by origin.
 *
 * @param values - history without gaps, oldest first
 * @throws {UnknownModelError} if no model has the id
 * @throws {InsufficientDataError} if not even one origin fits
 * @throws {InvalidArgumentError} if an option is not an integer in its range, or a window is asked for with a model that
 *   counts periods from the start (regressors, known effects)
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @see Tashman (2000), International Journal of Forecasting 16(4)
 *
 * @example
 * backtest([1, 2, 4, 7], { model: "naive", horizon: 1, origins: 2 }).errors.map((e) => e.error); // => [2, 3]
 */
export function backtest(values: ArrayLike<number>, options: BacktestOptions): Backtest {
  const { season = 1, horizon, origins = 6, step = 1, windowLength, gap = 0, refit = true } = options;
  const model = typeof options.model === "string" ? modelById(options.model) : options.model;
  checkInteger("season", season, 1);
  checkInteger("horizon", horizon, 1);
  checkInteger("origins", origins, 1);
  checkInteger("step", step, 1);
  checkInteger("gap", gap, 0);
  if (windowLength !== undefined) {
    checkInteger("windowLength", windowLength, model.minimumLength);
    if (model.keepStart) {
      throw new InvalidArgumentError(
        "windowLength",
        windowLength,
        `windowLength cuts off the start, from which ${model.id} counts its periods: leave it out`,
      );
    }
  }
  checkSeries("backtest", values, 0);
  const first = Math.max(model.minimumLength, options.minimumTraining ?? 0, windowLength ?? 0);
  checkInteger("minimumTraining", first, 1);
  const last = values.length - horizon - gap;
  if (last < first) throw new InsufficientDataError("backtest", first + horizon + gap, values.length);
  const count = Math.min(origins, Math.floor((last - first) / step) + 1);
  const starts = listOf(count, (i) => last - (count - 1 - i) * step);
  const rolled = originForecasts(Float64Array.from(values), model, {
    season,
    origins: starts,
    horizon,
    gap,
    windowLength,
    refit,
  });
  const errors = rolled.forecasts.flatMap(({ origin, known, mean, standardErrors }) =>
    listOf(horizon, (h): BacktestError => {
      const actual = values[origin + gap + h]!;
      const forecast = mean[h]!;
      return {
        origin,
        known,
        lag: gap + h + 1,
        actual,
        forecast,
        error: actual - forecast,
        standardError: standardErrors[h]!,
      };
    }),
  );
  return { model: model.id, origins: starts, horizon, gap, refit: rolled.refit, errors };
}
