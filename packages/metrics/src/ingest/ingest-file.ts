import type { ImportMap, TableName } from "@foresail/client";
import type { SourceFile } from "../store/store.ts";
import type { IngestResult } from "./collect-rows.ts";
import { readGrid } from "./grid.ts";
import { ingestGrid } from "./ingest-grid.ts";
import { parseCsv } from "./parse-csv.ts";

/** One file of a table, and the map that reads it. */
export interface IngestFileRequest {
  readonly table: TableName;
  readonly file: SourceFile;
  readonly map?: ImportMap | undefined;
}

/**
 * Reads one CSV file into canonical rows, each with its id and the hash of its content.
 *
 * Same id and content: counted as `repeated`; same id, other content: rejected as `duplicate_id`. Several files of one
 * import are read one by one; a later one's row of the same id is a new version.
 *
 * @throws {ForesailError} `empty_file`, `invalid_header` or `invalid_map`: nothing of the file can be read
 *
 * @example
 * ingestFile({ table: "accounts", file: { name: "a.csv", text: "id,name\nA1,Acme" } }).rows[0]?.values;
 * // => { id: "A1", name: "Acme" }
 */
export function ingestFile({ table, file, map }: IngestFileRequest): IngestResult {
  if (map?.detect) return ingestGrid({ table, file: file.name, grid: readGrid(file), map });
  const { header, records } = parseCsv(file);
  return ingestGrid({ table, file: file.name, grid: { header, records }, map });
}
