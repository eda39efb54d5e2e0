import type { FittedModel, Model } from "../models/model.ts";
import type { OriginForecast } from "./rolling-forecasts.ts";

/** How a model meets new data as origins move on. */
export type Refit = "each_origin" | "updated" | "once";

/** What to forecast from where. */
export interface OriginForecastOptions {
  readonly season: number;
  readonly origins: readonly number[];
  readonly horizon: number;
  /** Observations between an origin and the first value forecast. */
  readonly gap: number;
  /** Observations that a fit sees; absent = all up to the origin. */
  readonly windowLength?: number | undefined;
  /** false: parameters of the first origin are kept. */
  readonly refit: boolean;
}

/** An origin's forecast, and how fresh it is. */
export interface RolledForecast extends OriginForecast {
  /** Observations that the forecast made use of: the origin, or the first origin where nothing was updated. */
  readonly known: number;
}

/** Forecasts, and what became of the model between origins. */
export interface RolledForecasts {
  readonly refit: Refit;
  readonly forecasts: readonly RolledForecast[];
}

/**
 * Forecasts from each origin what lies `gap` + 1 to `gap` + `horizon` steps after it.
 *
 * With `refit` false a model that has `update` keeps its parameters and takes in the new values; another one is
 * fitted at the first origin alone and forecasts ever further ahead from there, as in production when nobody
 * runs it again.
 */
export function originForecasts(
  values: Float64Array,
  model: Model,
  { season, origins, horizon, gap, windowLength, refit }: OriginForecastOptions,
): RolledForecasts {
  const windowAt = (origin: number) =>
    values.subarray(windowLength === undefined ? 0 : origin - windowLength, origin);
  const ahead = (fitted: FittedModel, origin: number, known: number): RolledForecast => {
    const skipped = origin - known + gap;
    return {
      origin,
      known,
      mean: fitted.predict(skipped + horizon, []).mean.slice(skipped),
      standardErrors: fitted.standardErrors(skipped + horizon).slice(skipped),
    };
  };
  const fit = (origin: number) => model.fit(windowAt(origin), { season });
  if (refit) {
    return { refit: "each_origin", forecasts: origins.map((origin) => ahead(fit(origin), origin, origin)) };
  }
  const start = origins[0]!;
  const first = fit(start);
  if (first.update === undefined) {
    return { refit: "once", forecasts: origins.map((origin) => ahead(first, origin, start)) };
  }
  const updated = (origin: number) => (origin === start ? first : first.update!(windowAt(origin)));
  return { refit: "updated", forecasts: origins.map((origin) => ahead(updated(origin), origin, origin)) };
}
