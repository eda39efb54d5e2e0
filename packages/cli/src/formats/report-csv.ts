import type { Report } from "@foresail/client";
import { usageError } from "../errors.ts";
import { csvLine } from "./csv.ts";

/**
 * One table of a report as CSV: column ids, then values as they are.
 *
 * @param id - the table; the first one if absent
 * @throws {CommandError} where the report has no such table; names those that it has
 */
export function reportCsv(report: Report, id: string | undefined): string {
  const table = id === undefined ? report.tables[0] : report.tables.find((one) => one.id === id);
  if (!table) {
    throw usageError(
      `--table ${JSON.stringify(id)} is no table of report ${report.report}; it has ${report.tables.map((one) => one.id).join(", ")}`,
    );
  }
  const ids = table.columns.map((column) => column.id);
  return [csvLine(ids), ...table.rows.map((row) => csvLine(ids.map((column) => row[column])))].join("");
}
