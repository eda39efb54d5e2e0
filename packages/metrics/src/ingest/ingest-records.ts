import type { RecordsRequest, TableName } from "@foresail/client";
import { createCollector, type IngestResult } from "./collect-rows.ts";
import { compileRecords, type RecordRow } from "./compile-records.ts";
import { RowFailure, readRow } from "./read-row.ts";
import type { SourceRow } from "./reject.ts";

/** JSON records of one table. */
export interface IngestRecordsRequest {
  readonly table: TableName;
  readonly rows: RecordsRequest["rows"];
}

/** A record as a row of a file whose header is the record's keys. */
function sourceRow(row: RecordRow): SourceRow {
  const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  const fields = Object.values(row).map((value) => (value === null ? "" : text(value)));
  return { header: Object.keys(row), fields };
}

/**
 * Reads JSON records by the rules of a file without a map: canonical columns and `attributes` only. A number is taken
 * by its shortest decimal. `line` is the 1-based position of the record.
 *
 * @example
 * ingestRecords({ table: "accounts", rows: [{ id: "A1", employees: 12 }] }).rows[0]?.values;
 * // => { employees: "12", id: "A1" }
 */
export function ingestRecords({ table, rows }: IngestRecordsRequest): IngestResult {
  const { plan, unknownKey } = compileRecords(table);
  const collector = createCollector({
    table: plan.table,
    file: null,
    idLabel: "id",
    readers: plan.readers,
    sourceRow,
  });
  rows.forEach((row, index) => {
    const unknown = unknownKey(row);
    const values = unknown ? new RowFailure(unknown.problem, unknown.key) : readRow(plan, row);
    collector.add(index + 1, values, row);
  });
  return collector.result([]);
}
