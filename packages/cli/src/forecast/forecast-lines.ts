import type { ForecastRequestInput, ForecastSeries } from "@foresail/client";
import type { Client } from "@foresail/client/client";
import type { Output } from "../io.ts";
import { lineGroups } from "./lines.ts";
import { type Line, readLine } from "./read-jsonl.ts";

/** Options that all lines share. */
export type SharedOptions = Pick<ForecastRequestInput, "horizon" | "season" | "model" | "levels">;

const batchSize = 50;

/**
 * Forecasts JSON lines as they arrive, and writes one line for each, in their order.
 *
 * @returns how many lines could not be forecast
 */
export async function forecastLines(
  source: AsyncIterable<Uint8Array | string>,
  client: Client,
  options: SharedOptions,
  output: Output,
): Promise<number> {
  let number = 0;
  let failed = 0;
  for await (const group of lineGroups(source)) {
    const lines: Line[] = [];
    for (const text of group) {
      number += 1;
      if (text.trim() !== "") lines.push(readLine(text, number));
    }
    for (let start = 0; start < lines.length; start += batchSize) {
      const answers = await forecastBatch(lines.slice(start, start + batchSize), client, options);
      failed += answers.filter((answer) => "error" in answer).length;
      output.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""));
    }
  }
  return failed;
}

/** One request for the good lines of a batch, under ids of its own, since those of lines may repeat. */
async function forecastBatch(
  lines: readonly Line[],
  client: Client,
  options: SharedOptions,
): Promise<object[]> {
  const series = lines.flatMap((line, index): ForecastSeries[] =>
    "series" in line ? [{ ...line.series, id: String(index) }] : [],
  );
  const { forecasts } =
    series.length === 0 ? { forecasts: [] } : await client.forecasts({ ...options, series });
  const byIndex = new Map(forecasts.map((forecast) => [forecast.id, forecast]));
  return lines.map((line, index) => {
    if ("error" in line) return { id: line.id, error: line.error };
    const forecast = byIndex.get(String(index));
    if (forecast === undefined || "error" in forecast)
      return { id: line.id, error: forecast?.error ?? "no answer" };
    const { model, mean, intervals, notes } = forecast;
    return { id: line.id, model, mean, intervals, notes };
  });
}
