import type { ChangedRows, Explanation, RowBehind, RowsBehind } from "@foresail/client";
import { plainText, textTable } from "./text-table.ts";
import { formatValue, undefinedValue } from "./value.ts";

/** An explanation for people: the sentence, the calculation, its inputs, the rows behind, what changed. */
export function explanationText(explained: Explanation, options: { readonly sql: boolean }): string {
  const { unit, currency, value } = explained;
  const settings = Object.entries(explained.settings).map(([key, setting]) => `  ${key} = ${setting}\n`);
  const parts = [
    `${explained.label}: ${formatValue(value, unit, currency)}${value === null ? "" : spelled(unit)}\n${explained.question}\n`,
    `Formula      ${explained.formula}\nCalculation  ${explained.calculation}\nDefinition   ${explained.definition}${explained.source === null ? "" : `, after ${explained.source}`}\nPeriod       ${explained.period.starts} to ${explained.period.ends} (exclusive), ${explained.timeZone}${explained.period.partial ? ", not complete" : ""}\n`,
    `Inputs\n${inputsTable(explained)}`,
    ...(settings.length > 0 ? [`Settings\n${settings.join("")}`] : []),
    ...explained.measures.map(rowsText),
    ...(explained.changes ? [changesText(explained)] : []),
    ...(options.sql ? [`SQL (${explained.sql.dialect})\n${explained.sql.text}\n`] : []),
    `as known ${explained.asOf ?? "now"}; data version ${explained.dataVersion}\n`,
  ];
  return parts.join("\n");
}

/** A unit that the form of a number does not show. */
function spelled(unit: Explanation["unit"]): string {
  return unit === "days" || unit === "months" ? ` ${unit}` : "";
}

function inputsTable({ inputs }: Explanation): string {
  const columns = [
    { title: "input", align: "left" as const },
    { title: "value", align: "right" as const },
    { title: "from", align: "left" as const },
  ];
  return textTable(
    columns,
    inputs.map(({ name, value, from }) => [name, cellText(value), plainText(from)]),
  );
}

function rowsText({ measure, value, total, columns, rows }: RowsBehind): string {
  const head = `Rows behind ${measure} = ${cellText(value)}: ${total}${rows.length < total ? `, of which ${rows.length} are shown` : ""}`;
  return rows.length === 0 ? `${head}\n` : `${head}\n${rowTable(columns, rows)}`;
}

function rowTable(columns: readonly string[], rows: readonly RowBehind[]): string {
  return textTable(
    columns.map((title) => ({ title, align: "left" as const })),
    rows.map((row) => columns.map((column) => cellText(row[column] ?? null))),
  );
}

function changesText({ changes, value }: Explanation): string {
  if (!changes) return "";
  const head = `Since ${changes.since}: from ${cellText(changes.value)} to ${cellText(value)}\n`;
  return [head, ...changes.measures.map(changedText)].join("");
}

function changedText({ measure, added, removed, addedTotal, removedTotal, complete }: ChangedRows): string {
  const marked = [
    ...removed.map((row): RowBehind => ({ "±": "-", ...row })),
    ...added.map((row): RowBehind => ({ "±": "+", ...row })),
  ];
  const note = complete ? "" : "; more rows than were compared";
  if (marked.length === 0) return `${measure}: no row changed${note}\n`;
  const columns = [...new Set(marked.flatMap(Object.keys))];
  const shown = marked.length < addedTotal + removedTotal ? `, of which ${marked.length} are shown` : "";
  return `${measure}: ${removedTotal} rows gone, ${addedTotal} new${shown}${note}\n${rowTable(columns, marked)}`;
}

function cellText(value: string | number | boolean | null): string {
  return value === null ? undefinedValue : plainText(String(value));
}
