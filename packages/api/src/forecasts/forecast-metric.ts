import type { ForecastRequest, Grain, MetricForecast, Point } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { ProblemError } from "../errors.ts";
import { forecastValues } from "./forecast-series.ts";
import { nextPeriods, seasonOfGrain } from "./periods.ts";

const horizonOfGrain: Readonly<Record<Grain, number>> = { day: 28, week: 13, month: 12, quarter: 4, year: 3 };

/**
 * Forecasts a metric of the store from its complete periods: one that is clipped or not over yet says nothing about
 * its level, so it is left out of the history and forecast instead.
 *
 * @throws {ProblemError} `insufficient_data` where no period is complete, or there is nothing but zeros
 */
export async function forecastMetric(
  store: MetricsStore,
  tenant: string,
  metric: string,
  request: ForecastRequest,
): Promise<MetricForecast> {
  const { grain, where, asOf, from } = request;
  const query = {
    metrics: [metric],
    by: [],
    where,
    grain,
    asOf,
    set: {},
    ...(from === undefined ? {} : { from }),
  };
  const result = await store.query(tenant, query);
  const series = result.series[0];
  const history = completePoints(series?.points ?? []);
  if (history.every(({ value }) => value === null || value === 0)) {
    const known = asOf === null ? "there are no data" : `nothing was known as of ${asOf}`;
    throw new ProblemError("insufficient_data", {
      detail: `${metric} cannot be forecast: ${known} but zeros; import data, or choose another metric, filter or date`,
    });
  }
  const horizon = request.horizon ?? horizonOfGrain[grain];
  const forecast = forecastValues(
    metric,
    history.map(({ value }) => value),
    { ...request, horizon, season: request.season ?? seasonOfGrain[grain] },
  );
  const { definition, unit, currency, timeZone } = series!;
  return {
    metric,
    definition,
    unit,
    ...(currency === undefined ? {} : { currency }),
    grain,
    timeZone,
    dataVersion: result.dataVersion,
    asOf: result.asOf,
    history,
    periods: nextPeriods(history.at(-1)!.period, grain, horizon),
    forecast,
  };
}

function completePoints(points: readonly Point[]): Point[] {
  return points.filter(({ partial }) => !partial);
}
