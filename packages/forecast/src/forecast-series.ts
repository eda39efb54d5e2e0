import type { Forecast } from "./auto-forecast.ts";
import { InvalidArgumentError } from "./errors.ts";
import { type ForecastOptions, forecast } from "./forecast.ts";
import { checkInteger } from "./internal/check-arguments.ts";
import { listOf } from "./internal/number-lists.ts";
import { type DatedValues, type RegularSeriesOptions, regularSeries } from "./series/regular-series.ts";

/** What to forecast, how, and on which calendar. The season follows from the grain if absent: 12 months, 4 quarters, 52 weeks, 7 days. */
export type ForecastSeriesOptions = ForecastOptions & RegularSeriesOptions;

/** A forecast with the periods that it is for. */
export interface SeriesForecast extends Forecast {
  /** First days of the periods ahead, or their labels. */
  readonly periods: readonly string[];
}

/**
 * Forecasts values that carry dates. Order does not matter; absent periods are gaps; a period that is still running is
 * left out and forecast, if `asOf` or `lastComplete` says so; several values of one period are an error that names it,
 * unless a rule joins them.
 *
 * @throws what `forecast` throws, and {InvalidArgumentError} for a period that is none, repeats, or has no label ahead
 *
 * @example
 * forecastSeries(
 *   { periods: ["2026-01", "2026-02", "2026-03"], values: [5, 5, 1] },
 *   { calendar: { grain: "month" }, horizon: 1, asOf: "2026-03-10" },
 * ).periods; // => ["2026-03-01"]
 */
export function forecastSeries(dated: DatedValues, options: ForecastSeriesOptions): SeriesForecast {
  const { calendar, duplicates, asOf, lastComplete, ...rest } = options;
  checkInteger("horizon", rest.horizon, 1);
  const { values, axis, start, notes } = regularSeries(dated, options);
  const periods = listOf(rest.horizon, (h) => {
    const label = axis.label(start + values.length + h);
    if (label === null) {
      throw new InvalidArgumentError(
        "calendar.labels",
        h,
        `calendar.labels ends ${h} periods after the last value, a horizon of ${rest.horizon} needs more; add the labels ahead`,
      );
    }
    return label;
  });
  const result = forecast(values, { ...rest, season: rest.season ?? axis.season });
  return { ...result, periods, notes: [...notes, ...result.notes] };
}
