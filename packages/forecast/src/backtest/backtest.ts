import { InsufficientDataError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import type { Model } from "../models/model.ts";
import { modelById } from "../models/registry.ts";
import { rollingForecasts } from "./rolling-forecasts.ts";

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
}

/** One forecast and what happened; error = actual - forecast. */
export interface BacktestError {
  /** Observations known when it was made. */
  readonly origin: number;
  /** 1 for the first value after the origin. */
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
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @see Tashman (2000), International Journal of Forecasting 16(4)
 *
 * @example
 * backtest([1, 2, 4, 7], { model: "naive", horizon: 1, origins: 2 }).errors.map((e) => e.error); // => [2, 3]
 */
export function backtest(values: ArrayLike<number>, options: BacktestOptions): Backtest {
  const { season = 1, horizon, origins = 6, step = 1 } = options;
  const model = typeof options.model === "string" ? modelById(options.model) : options.model;
  checkInteger("season", season, 1);
  checkInteger("horizon", horizon, 1);
  checkInteger("origins", origins, 1);
  checkInteger("step", step, 1);
  checkSeries("backtest", values, 0);
  const last = values.length - horizon;
  if (last < model.minimumLength) {
    throw new InsufficientDataError("backtest", model.minimumLength + horizon, values.length);
  }
  const count = Math.min(origins, Math.floor((last - model.minimumLength) / step) + 1);
  const plan = { origins: Array.from({ length: count }, (_, i) => last - (count - 1 - i) * step), horizon };
  const errors: BacktestError[] = [];
  for (const { origin, mean, standardErrors } of rollingForecasts(
    Float64Array.from(values),
    model,
    season,
    plan,
  )) {
    for (let h = 0; h < horizon; h++) {
      const actual = values[origin + h]!;
      const forecast = mean[h]!;
      errors.push({
        origin,
        lag: h + 1,
        actual,
        forecast,
        error: actual - forecast,
        standardError: standardErrors[h]!,
      });
    }
  }
  return { model: model.id, ...plan, errors };
}
