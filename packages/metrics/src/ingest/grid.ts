import type { SourceFile } from "../store/store.ts";
import { parseCsv } from "./parse-csv.ts";
import { isJson, readJsonGrid } from "./read-json-grid.ts";
import type { CsvRecord } from "./scan-rows.ts";

/** Rows under a header, as a file has them or as a step has made them; `fields` are as many as the header's names. */
export interface Grid {
  readonly header: readonly string[];
  readonly records: readonly CsvRecord[];
  /** Remarks on the file as a whole: what makes it incomplete. */
  readonly warnings?: readonly string[];
}

/** All rows of a file: CSV, or JSON by its first character. */
export function readGrid(file: SourceFile): Grid {
  if (isJson(file.text)) return readJsonGrid(file);
  const { header, records } = parseCsv(file);
  return { header, records: [...records] };
}
