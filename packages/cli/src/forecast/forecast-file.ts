import type { Forecast } from "@foresail/client";
import type { Client } from "@foresail/client/client";
import type { SharedOptions } from "./forecast-lines.ts";
import type { CsvSeries } from "./read-csv.ts";
import { type RegularSeries, regularSeries } from "./regular-series.ts";

/** A forecast with the periods that it is for. */
export interface FileForecast extends Forecast {
  readonly periods: readonly string[];
  /** First day after the history, from which lags count; null where periods are no dates. */
  readonly origin: string | null;
}

export interface FileFailure {
  readonly id: string;
  readonly error: string;
}

const batchSize = 50;

/** Forecasts the series of a file, in their order; the season is that of their periods unless one is given. */
export async function forecastFile(
  series: readonly CsvSeries[],
  client: Client,
  options: SharedOptions & { readonly horizon: number },
): Promise<(FileForecast | FileFailure)[]> {
  const results: (FileForecast | FileFailure)[] = [];
  for (let start = 0; start < series.length; start += batchSize) {
    results.push(...(await forecastBatch(series.slice(start, start + batchSize), client, options)));
  }
  return results;
}

async function forecastBatch(
  batch: readonly CsvSeries[],
  client: Client,
  { season, ...options }: SharedOptions & { readonly horizon: number },
): Promise<(FileForecast | FileFailure)[]> {
  const regular = batch.map(({ observations, error }) => error ?? regularSeries(observations));
  const requests = regular.flatMap((one, index) =>
    typeof one === "string"
      ? []
      : [{ id: String(index), values: [...one.values], season: season ?? one.season }],
  );
  const { forecasts } =
    requests.length === 0 ? { forecasts: [] } : await client.forecasts({ ...options, series: requests });
  const byIndex = new Map(forecasts.map((forecast) => [forecast.id, forecast]));
  return batch.map(({ id }, index) => {
    const one = regular[index]!;
    const forecast = byIndex.get(String(index));
    if (typeof one === "string") return { id, error: one };
    if (forecast === undefined || "error" in forecast) return { id, error: forecast?.error ?? "no answer" };
    return { ...forecast, id, ...periodsOf(one, options.horizon) };
  });
}

function periodsOf(series: RegularSeries, horizon: number): Pick<FileForecast, "periods" | "origin"> {
  return { periods: series.ahead(horizon), origin: series.end };
}
