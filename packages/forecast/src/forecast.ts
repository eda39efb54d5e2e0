import { type AutoForecastOptions, autoForecast, type Forecast } from "./auto-forecast.ts";
import type { Model } from "./models/model.ts";
import { modelById } from "./models/registry.ts";

/** What to forecast, and how. */
export interface ForecastOptions extends Omit<AutoForecastOptions, "model"> {
  /** A model or its id, or `auto` (if absent) for the combination that a backtest favours. */
  readonly model?: Model | string;
  /** Seed of everything random; 1 if absent. No model here draws at random yet: results do not depend on it. */
  readonly seed?: number;
}

/**
 * Forecasts a series in one call: cleans it, picks or combines models by backtest, calibrates intervals on the
 * backtest's errors, and says in `notes` what was done.
 *
 * Interpolated values take part in no backtest: neither scored, nor weighed by, nor calibrated on.
 *
 * Data never make it fail, save for having no value at all: gaps are filled, one to three points are repeated,
 * fewer than two seasons get no season. Series without negative values get no negative bounds.
 *
 * Every model can be asked for by its id, so every model is in the bundle; `autoForecast` does the same with a third of
 * the code, for the combination and for models that are passed themselves.
 *
 * @param values - history, oldest first, equally spaced, any unit; null = missing
 * @throws {InsufficientDataError} if no value is present
 * @throws {NonFiniteValueError} if a value is NaN or infinite; names its index
 * @throws {NonPositiveValueError} if `exponential_trend` is asked for and a value is 0 or below
 * @throws {UnknownModelError} if no model has the id; offers near ones
 * @throws {InvalidArgumentError} if horizon or season is not a positive integer, or a level not in (0, 100)
 *
 * @example
 * forecast([5, 5, 5, 5, 5, 5], { horizon: 2 }).mean; // => [5, 5]
 */
export function forecast(values: readonly (number | null)[], options: ForecastOptions): Forecast {
  const { model, seed: _, ...rest } = options;
  return autoForecast(values, { ...rest, ...modelOption(model) });
}

/** The option `model` with a model in place of its id; none for `auto`. */
export function modelOption(model: Model | string | undefined): { readonly model?: Model } {
  if (model === undefined || model === "auto") return {};
  return { model: typeof model === "string" ? modelById(model) : model };
}
