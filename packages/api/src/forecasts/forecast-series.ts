import type { Forecast, ForecastFailure, ForecastRequest, ForecastSeries } from "@foresail/client";
import { forecast } from "@foresail/forecast";

/** Options that a request gives for all its series. */
export type SharedOptions = Pick<ForecastRequest, "model" | "levels"> & {
  readonly horizon?: number | undefined;
  readonly season?: number | undefined;
};

/** Forecasts one series; its own horizon and season win over the request's, and what is wrong with it stays its own. */
export function forecastSeries(series: ForecastSeries, options: SharedOptions): Forecast | ForecastFailure {
  const horizon = series.horizon ?? options.horizon;
  if (horizon === undefined) {
    return { id: series.id, error: "no horizon; give one for the series or for the request" };
  }
  try {
    return forecastValues(series.id, series.values, {
      ...options,
      horizon,
      season: series.season ?? options.season,
    });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { id: series.id, error: error.message };
  }
}

/** Forecasts values, in the form of the wire. Throws what `forecast` throws. */
export function forecastValues(
  id: string,
  values: readonly (number | null)[],
  options: SharedOptions & { readonly horizon: number },
): Forecast {
  const { horizon, season = 1, levels } = options;
  const { model, mean, intervals, notes, backtest } = forecast(values, {
    horizon,
    season,
    model: options.model,
    levels,
  });
  return {
    id,
    model,
    mean: [...mean],
    intervals: Object.fromEntries(
      Object.entries(intervals).map(([level, { lower, upper }]) => [
        level,
        { lower: [...lower], upper: [...upper] },
      ]),
    ),
    notes: [...notes],
    backtest: backtest === null ? null : { ...backtest, coverage: { ...backtest.coverage } },
  };
}
