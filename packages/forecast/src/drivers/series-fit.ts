import { type ForecastFit, fitForecast, floorOf, inUnit } from "../auto-forecast.ts";
import { modelOption } from "../forecast.ts";
import { pathsOfFit } from "../forecast-paths.ts";
import { listOf } from "../internal/number-lists.ts";
import type { Model } from "../models/model.ts";

/** How each of several series is forecast. */
export interface SeriesOptions {
  /** Periods to forecast, 1 or more. */
  readonly horizon: number;
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
  /** A model or its id for every series; if absent the combination that a backtest favours, for each series anew. */
  readonly model?: Model | string;
  /** Number of paths; 1000 if absent. */
  readonly paths?: number;
  /** Seed of everything random; 1 if absent. */
  readonly seed?: number;
}

/** One series with its calibrated paths, which know nothing of the other series yet. */
export interface SeriesFit {
  readonly fit: ForecastFit;
  readonly paths: readonly (readonly number[])[];
  /** Point forecasts, as `forecast` gives them. */
  readonly center: readonly number[];
  /** One-step residuals in the unit of the series, ending with the last period of the history; null where none. */
  readonly residuals: readonly (number | null)[];
}

/** Fits a series and draws its paths. Throws what `forecastPaths` throws. */
export function fitSeries(values: readonly (number | null)[], options: SeriesOptions): SeriesFit {
  const { horizon, season = 1, paths = 1000, seed = 1 } = options;
  const fit = fitForecast(values, { horizon, season, ...modelOption(options.model) });
  const { series, fitted } = fit;
  const known = fitted.residuals.map((residual, t) =>
    residual === null || series.filled.has(t) ? null : residual * series.unit,
  );
  const missing = listOf(series.missingAtEnd, () => null);
  const floor = floorOf(series);
  const center = Array.from(fitted.predict(fit.steps, []).mean, (value) => Math.max(floor, value));
  return {
    fit,
    paths: pathsOfFit(fit, season, paths, seed),
    center: inUnit(center, series),
    residuals: [...known, ...missing],
  };
}
