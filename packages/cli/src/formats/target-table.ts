import type { TargetsResult } from "@foresail/client";
import { csvLine } from "./csv.ts";
import { plainText, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** Metrics beside their targets for people: one row a period. */
export function targetTable(results: readonly TargetsResult[], dimensions: readonly string[]): string {
  const left = ["metric", ...dimensions, "period"];
  const right = ["value", "target", "gap", "attained", "days left", "needed a day", "needed a week"];
  const rows = results.flatMap(({ series }) =>
    series.flatMap(({ metric, unit, currency, dimensions: of, points }) =>
      points.map((point) => {
        const show = (value: number | null): string => formatValue(value, unit, currency);
        return [
          metric,
          ...dimensions.map((name) => plainText(of[name] ?? undefinedValue)),
          point.period + (point.partial ? " *" : ""),
          show(point.value),
          show(point.target),
          show(point.gap),
          formatValue(point.attainment, "fraction"),
          String(point.daysLeft),
          show(point.requiredPerDay),
          show(point.requiredPerWeek),
        ];
      }),
    ),
  );
  const table = textTable(
    [
      ...left.map((title) => ({ title, align: "left" as const })),
      ...right.map((title) => ({ title, align: "right" as const })),
    ],
    rows,
  );
  return `${table}\ngap: target less value; days left: today among them; needed: what each day left, or each week, must add\n* partial: the period is not over yet\n`;
}

/** Metrics beside their targets as CSV: one line a period, values as they are. */
export function targetCsv(results: readonly TargetsResult[], dimensions: readonly string[]): string {
  const head = ["metric", "definition", "unit", "currency", "grain", "period", ...dimensions];
  const numbers = [
    "value",
    "target",
    "gap",
    "attainment",
    "met",
    "days_left",
    "required_per_day",
    "required_per_week",
    "partial",
  ];
  const lines = results.flatMap(({ series }) =>
    series.flatMap(({ metric, definition, unit, currency, grain, dimensions: of, points }) =>
      points.map((point) =>
        csvLine([
          ...[metric, definition, unit, currency, grain, point.period],
          ...dimensions.map((name) => of[name]),
          ...[point.value, point.target, point.gap, point.attainment, point.met],
          ...[point.daysLeft, point.requiredPerDay, point.requiredPerWeek, point.partial],
        ]),
      ),
    ),
  );
  return [csvLine([...head, ...numbers]), ...lines].join("");
}
