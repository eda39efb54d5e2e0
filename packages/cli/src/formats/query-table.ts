import type { Point, QueryResult, Series } from "@foresail/client";
import { plainText, type TextColumn, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** Beside a result: when its data were recorded. */
export interface TableContext {
  readonly dimensions: readonly string[];
  readonly lastModified: Date | null;
}

/** A result for people: one row for each period of each group, one column for each metric, and what they mean below. */
export function queryTable(result: QueryResult, context: TableContext): string {
  const metrics = [...new Map(result.series.map((series) => [series.metric, series])).values()];
  const grain = metrics[0]?.grain ?? "period";
  const columns: TextColumn[] = [
    ...context.dimensions.map((name): TextColumn => ({ title: name, align: "left" })),
    { title: grain, align: "left" },
    ...metrics.map(({ metric }): TextColumn => ({ title: metric, align: "right" })),
  ];
  const rows = groupsOf(result.series, context.dimensions).flatMap((group) =>
    rowsOf(group, metrics, context.dimensions),
  );
  return `${textTable(columns, rows)}\n${footer(result, metrics, context)}`;
}

/** Series of the same dimension values, in the order in which they first appear. */
function groupsOf(series: readonly Series[], dimensions: readonly string[]): Series[][] {
  const groups = new Map<string, Series[]>();
  for (const one of series) {
    const key = JSON.stringify(dimensions.map((name) => one.dimensions[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function rowsOf(
  group: readonly Series[],
  metrics: readonly Series[],
  dimensions: readonly string[],
): string[][] {
  const byMetric = new Map(
    group.map((one) => [one.metric, new Map(one.points.map((point) => [point.period, point]))]),
  );
  const periods = [...new Set(group.flatMap(({ points }) => points.map(({ period }) => period)))].sort();
  const labels = dimensions.map((name) => plainText(group[0]?.dimensions[name] ?? undefinedValue));
  return periods.map((period) => {
    const points = metrics.map(({ metric }) => byMetric.get(metric)?.get(period));
    const mark = points.some((point) => point?.partial) ? " *" : "";
    const values = metrics.map(({ unit, currency }, index) =>
      withChange(formatValue(points[index]?.value ?? null, unit, currency), points[index]),
    );
    return [...labels, period + mark, ...values];
  });
}

/** A value with its change over the period compared with, as `1,080 (+8.0 %)`. */
function withChange(text: string, point: Point | undefined): string {
  if (!point?.comparison) return text;
  const { relative } = point.comparison;
  if (relative === null) return `${text} (${undefinedValue})`;
  return `${text} (${relative < 0 ? "" : "+"}${(relative * 100).toFixed(1)} %)`;
}

function footer(result: QueryResult, metrics: readonly Series[], { lastModified }: TableContext): string {
  const [first] = metrics;
  const partial = result.series.some(({ points }) => points.some((point) => point.partial));
  const known = result.asOf === null ? "now" : result.asOf;
  const recorded =
    lastModified === null ? "no data yet" : `newest data recorded ${lastModified.toISOString()}`;
  const lines = [
    ...metrics.map(
      ({ metric, definition, unit, currency }) => `${metric}: ${definition}, ${currency ?? unit}`,
    ),
    `periods by first day, ${first?.timeZone ?? "UTC"}; as known ${known}; ${recorded}; data version ${result.dataVersion}`,
    ...(result.series.some(({ points }) => points.some(({ comparison }) => comparison))
      ? ["in brackets: change over the period compared with, the same days where the period is not over"]
      : []),
    ...(partial ? ["* partial: the period is clipped by the range, or not over yet"] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
