import type { Report, ReportColumn, ReportRow, ReportTable } from "@foresail/client";
import { plainText, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** A report for people: its tables, each under its title, and what a reader must know below. */
export function reportText(report: Report): string {
  const tables = report.tables.map((table) => `${table.title}\n\n${tableText(table, report.currency)}`);
  const known = report.asOf === null ? "now" : report.asOf;
  const range =
    report.from === null || report.to === null ? "" : `${report.from} to ${report.to} (exclusive); `;
  const footer = [
    ...report.notes,
    `${report.definition}; ${range}${report.timeZone}; ${report.currency}; as known ${known}; data version ${report.dataVersion}`,
  ];
  return [...tables, footer.map((line) => `${line}\n`).join("")].join("\n");
}

function tableText({ id, columns, rows }: ReportTable, currency: string): string {
  const shown = columns.map(({ label, unit }) => ({
    title: label,
    align: isText(unit) ? ("left" as const) : ("right" as const),
  }));
  const lines = rows
    .slice(0, mostRows)
    .map((row) => columns.map((column) => cellText(column, row, currency)));
  const more =
    rows.length > mostRows
      ? `and ${rows.length - mostRows} more rows; --format csv --table ${id} has all\n`
      : "";
  return textTable(shown, lines) + more;
}

/** More rows than a reader takes in; the other formats have all of them. */
const mostRows = 60;

function isText(unit: ReportColumn["unit"]): unit is "text" | "date" | "instant" {
  return unit === "text" || unit === "date" || unit === "instant";
}

function cellText({ id, unit }: ReportColumn, row: ReportRow, currency: string): string {
  const value = row[id] ?? null;
  if (value === null) return undefinedValue;
  if (typeof value === "boolean") return value ? "yes" : "";
  if (isText(unit) || typeof value !== "number") return plainText(String(value));
  return formatValue(value, unit, unit === "currency" ? currency : undefined);
}
