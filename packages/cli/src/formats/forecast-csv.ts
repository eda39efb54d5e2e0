import type { FileForecast } from "../forecast/forecast-file.ts";
import { csvLine } from "./csv.ts";

/**
 * Forecasts as CSV, with the columns of the Forecast Table Schema and one pair of bounds for each level. The origin is
 * the first day after the history and the horizon the lag, 1 for the first period from it, so that `foresail freeze`
 * takes the file as it is.
 */
export function forecastCsv(forecasts: readonly FileForecast[], levels: readonly string[]): string {
  const head = ["series_id", "timestamp", "origin_timestamp", "horizon", "method_id", "forecast"];
  const lines = [csvLine([...head, ...levels.flatMap((level) => [`lo${level}`, `hi${level}`])])];
  for (const { id, model, mean, intervals, periods, origin } of forecasts) {
    mean.forEach((value, index) => {
      const bounds = levels.flatMap((level) => [
        intervals[level]?.lower[index],
        intervals[level]?.upper[index],
      ]);
      lines.push(csvLine([id, periods[index], origin, index + 1, model, value, ...bounds]));
    });
  }
  return lines.join("");
}
