import type { Forecast, FreezeForecast, MetricForecast, SnapshotPoint } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { ProblemError } from "../errors.ts";
import { forecastMetric } from "../forecasts/forecast-metric.ts";
import { forecastValues } from "../forecasts/forecast-series.ts";
import { seasonOfGrain } from "../forecasts/periods.ts";
import type { UnnamedSnapshot } from "./identify-snapshot.ts";

/** The first steps of the stairs that every model has to climb: the last value, and the same season's last value. */
const benchmarks = ["naive", "seasonal_naive"] as const;

function pointsOf(forecast: Forecast, periods: readonly string[]): SnapshotPoint[] {
  return forecast.mean.map((value, index) => ({
    period: periods[index] as string,
    lag: index + 1,
    value,
    intervals: Object.fromEntries(
      Object.entries(forecast.intervals).map(([level, { lower, upper }]) => [
        level,
        { lower: lower[index] as number, upper: upper[index] as number },
      ]),
    ),
  }));
}

/**
 * A model's forecast of a metric, and the naive ones from the same data, ready to be frozen.
 *
 * @param now - taken as the time of issue, unless the request replays an earlier one
 */
export async function forecastsToFreeze(
  store: MetricsStore,
  tenant: string,
  request: FreezeForecast,
  now: Date,
): Promise<UnnamedSnapshot[]> {
  const { metric, grain, where, horizon, model, levels, asOf } = request;
  const season = request.season ?? seasonOfGrain[grain];
  if (asOf !== undefined && new Date(asOf) > now) {
    const message = `${asOf} is later than now, ${now.toISOString()}; a freeze is replayed from the past`;
    throw new ProblemError("invalid_request", {
      detail: `asOf: ${message}`,
      errors: [{ path: "asOf", message }],
    });
  }
  const result: MetricForecast = await forecastMetric(store, tenant, metric, {
    metric,
    grain,
    where,
    horizon,
    season,
    model,
    levels,
    asOf: asOf ?? null,
  });
  const values = result.history.map(({ value }) => value);
  const shared = {
    metric,
    definition: result.definition,
    unit: result.unit,
    ...(result.currency === undefined ? {} : { currency: result.currency }),
    grain,
    where,
    issuedAt: asOf === undefined ? now.toISOString() : new Date(asOf).toISOString(),
    dataCutoff: result.periods[0] as string,
  };
  const frozen = (kind: "model" | "naive", label: string, forecast: Forecast): UnnamedSnapshot => ({
    ...shared,
    kind,
    label,
    model: forecast.model,
    notes: forecast.notes,
    points: pointsOf(forecast, result.periods),
  });
  const naive = benchmarks
    .filter((id) => id !== model && (id === "naive" || season > 1))
    .map((id) => frozen("naive", id, forecastValues(metric, values, { horizon, season, model: id, levels })));
  const kind = benchmarks.some((id) => id === model) ? "naive" : "model";
  return [frozen(kind, model, result.forecast), ...naive];
}
