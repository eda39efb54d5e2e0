import type { Cell, Cells } from "./rows.ts";

/** A field as RFC 4180 wants it: quoted if it holds a comma, a quote or a line break. */
function field(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The lines of a CSV file one by one, header first, each with its line feed: for streams. */
export function* csvLines(rows: Iterable<Cells>, columns: readonly string[]): Generator<string> {
  yield `${columns.join(",")}\n`;
  for (const row of rows) yield `${columns.map((column) => field(row[column])).join(",")}\n`;
}

/**
 * Rows as CSV (RFC 4180, line feeds, null as empty field).
 *
 * @param rows - any rows
 * @param columns - the columns to write, in order
 *
 * @example
 * toCsv([{ id: "a", name: "Ann, Ltd" }], ["id", "name"]); // => 'id,name\na,"Ann, Ltd"\n'
 */
export function toCsv(rows: Iterable<Cells>, columns: readonly string[]): string {
  return [...csvLines(rows, columns)].join("");
}
