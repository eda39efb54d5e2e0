import type { Reject, TableName } from "@foresail/client";
import Papa from "papaparse";
import { tables } from "../model/tables.ts";
import type { SourceRow } from "./reject.ts";

const reasonColumns = ["file", "line", "code", "column", "value", "message"] as const;

/** Fields that a spreadsheet would run as a formula; plain signed numbers are none. */
const formula = /^(?:[=@\t\r]|[+-](?![\d.,\s]+$)).*$/s;

/** Columns of all rows, in the order in which they first occur. */
function sourceColumns(rows: readonly SourceRow[]): string[] {
  return [...new Set([...new Set(rows.map((row) => row.header))].flat())];
}

/**
 * Rejected rows as a CSV file: the source's own columns, so that it can be mended and imported again with the same map,
 * then why each row was refused.
 *
 * A column of the reason that would be read as a column of the source or the table is called `reject_...`. Fields that a
 * spreadsheet would run as a formula begin with an apostrophe.
 *
 * @param rows - the source row of each reject, in the same order
 */
export function rejectsCsv(table: TableName, rejects: readonly Reject[], rows: readonly SourceRow[]): string {
  const columns = sourceColumns(rows);
  const taken = new Set([...columns, ...tables[table].columns.map((column) => column.name)]);
  const reasons = reasonColumns.map((name) => (taken.has(name) ? `reject_${name}` : name));
  const data = rejects.map((reject, index) => {
    const row = rows[index];
    const fields = new Map(row?.header.map((name, at) => [name, row.fields[at] ?? ""]));
    return [
      ...columns.map((name) => fields.get(name) ?? ""),
      ...reasonColumns.map((name) => reject[name] ?? ""),
    ];
  });
  return Papa.unparse({ fields: [...columns, ...reasons], data }, { escapeFormulae: formula, newline: "\n" });
}
