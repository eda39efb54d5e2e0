import type { MetricVintages } from "@foresail/client";
import { plainText, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** Restated values for people: what each period was said to be, since when, by how much it changed and through what. */
export function vintagesTable({ definition, unit, timeZone, vintages }: MetricVintages): string {
  if (vintages.length === 0) return `${definition}: no complete period was restated\n`;
  const columns = [
    { title: "period", align: "left" as const },
    { title: "value", align: "right" as const },
    { title: "change", align: "right" as const },
    { title: "known since", align: "left" as const },
    { title: "through", align: "left" as const },
  ];
  const rows = vintages.map(({ period, status, value, change, knownAt, causes }) => [
    period,
    formatValue(value, unit),
    status === "first_published" ? "first" : change === null ? undefinedValue : formatValue(change, unit),
    knownAt,
    causes
      .map(({ batch, table, source, rows: count, backfill }) =>
        plainText(
          `batch ${batch}: ${count} rows of ${table} from ${source}${backfill ? ", dated back" : ""}`,
        ),
      )
      .join("; "),
  ]);
  return `${textTable(columns, rows)}\n${definition}; periods by first day, ${timeZone}\n`;
}
