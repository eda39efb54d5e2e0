import type { BaselineList } from "@foresail/client";
import { csvLine } from "./csv.ts";
import { plainText, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** Baselines for people: each newest value beside what is usual. */
export function baselineTable({ baselines }: BaselineList, dimensions: readonly string[]): string {
  const left = ["metric", ...dimensions, "period"];
  const right = ["value", "median", "spread", "quartiles", "n", "a year ago"];
  const rows = baselines.map(({ metric, unit, currency, dimensions: of, baseline }) => {
    const show = (value: number | null): string => formatValue(value, unit, currency);
    const { lowerQuartile, upperQuartile, sameSeason } = baseline;
    return [
      metric,
      ...dimensions.map((name) => plainText(of[name] ?? undefinedValue)),
      baseline.period ?? undefinedValue,
      show(baseline.value),
      show(baseline.median),
      show(baseline.spread),
      lowerQuartile === null ? undefinedValue : `${show(lowerQuartile)} to ${show(upperQuartile)}`,
      String(baseline.n),
      show(sameSeason?.value ?? null),
    ];
  });
  const table = textTable(
    [
      ...left.map((title) => ({ title, align: "left" as const })),
      ...right.map((title) => ({ title, align: "right" as const })),
    ],
    rows,
  );
  return `${table}\nvalue: the newest period that is over; median, spread (1.4826 times the median distance) and quartiles: of the n periods before it\n`;
}

/** Baselines as CSV: one line a series, values as they are. */
export function baselineCsv({ baselines }: BaselineList, dimensions: readonly string[]): string {
  const head = ["metric", "definition", "unit", "currency", "grain", "period", ...dimensions];
  const numbers = [
    "value",
    "median",
    "spread",
    "lower_quartile",
    "upper_quartile",
    "n",
    "deviation",
    "year_earlier",
  ];
  const lines = baselines.map(({ metric, definition, unit, currency, grain, dimensions: of, baseline }) =>
    csvLine([
      ...[metric, definition, unit, currency, grain, baseline.period],
      ...dimensions.map((name) => of[name]),
      ...[baseline.value, baseline.median, baseline.spread, baseline.lowerQuartile, baseline.upperQuartile],
      ...[baseline.n, baseline.deviation, baseline.sameSeason?.value],
    ]),
  );
  return [csvLine([...head, ...numbers]), ...lines].join("");
}
