import type { FileForecast } from "../forecast/forecast-file.ts";
import { plainText, type TextColumn, textTable } from "./text-table.ts";

/** How values of a forecast are written. */
export type ValueText = (value: number) => string;

const number = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });

/** Plain numbers to six digits, for series whose unit is not known. */
export const plainNumber: ValueText = (value) => number.format(value);

/** Forecasts for people: a table for each series, and below it how it came about and how good it was on the past. */
export function forecastTable(
  forecasts: readonly FileForecast[],
  levels: readonly string[],
  write: ValueText = plainNumber,
): string {
  const columns: TextColumn[] = [
    { title: "period", align: "left" },
    { title: "forecast", align: "right" },
    ...levels.map((level): TextColumn => ({ title: `${level} % interval`, align: "right" })),
  ];
  const sections = forecasts.map((forecast) => {
    const rows = forecast.mean.map((value, index) => [
      forecast.periods[index] ?? "",
      write(value),
      ...levels.map((level) => boundsOf(forecast, level, index, write)),
    ]);
    const about = [`model: ${forecast.model}`, ...backtestLines(forecast), ...forecast.notes];
    return `${plainText(forecast.id)}\n${textTable(columns, rows)}\n${about.map((line) => `${line}\n`).join("")}`;
  });
  return sections.join("\n");
}

function boundsOf({ intervals }: FileForecast, level: string, index: number, write: ValueText): string {
  const lower = intervals[level]?.lower[index];
  const upper = intervals[level]?.upper[index];
  return lower === undefined || upper === undefined ? "" : `${write(lower)} … ${write(upper)}`;
}

function backtestLines({ backtest }: FileForecast): string[] {
  if (!backtest) return ["backtest: too short a history to say how good it is"];
  const { origins, n, wape, mase } = backtest;
  const parts = [
    wape === null ? "" : `WAPE ${(wape * 100).toFixed(1)} %`,
    mase === null ? "" : `MASE ${mase.toFixed(2)}`,
  ].filter((part) => part !== "");
  return [`backtest: ${parts.join(", ")} over ${n} forecasts from ${origins} origins`];
}
