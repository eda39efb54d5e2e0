import type { Reject } from "@foresail/client";
import type { RowFailure } from "./read-row.ts";

/** A source row as it was read, so that a rejected one can be mended and imported again. */
export interface SourceRow {
  readonly header: readonly string[];
  readonly fields: readonly string[];
}

/** A value is cut to it, so that a report stays small. */
const longestValue = 200;

/** Where a row lies: a file's line, or a record's position where there is no file. */
export interface Place {
  readonly file: string | null;
  readonly line: number;
}

/** The reject of a failed row; its message says where, what and the remedy on one line. */
export function makeReject({ file, line }: Place, { problem, column, label, value }: RowFailure): Reject {
  const row = file === null ? `row ${line}` : `${file} line ${line}`;
  const canonical = column === null || label === column ? "" : ` (${column})`;
  const place = label === null ? row : `${row}, column ${label}${canonical}`;
  return {
    file,
    line,
    code: problem.code,
    column: label,
    value: value?.slice(0, longestValue) ?? null,
    message: `${place}: ${problem.fact}; ${problem.remedy}`,
  };
}
