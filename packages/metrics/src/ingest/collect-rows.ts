import type { Reject } from "@foresail/client";
import type { Table } from "../model/tables.ts";
import { type CanonicalValue, IngestedRow } from "./canonical-row.ts";
import type { Merge } from "./compile-row-rules.ts";
import { jsonHash } from "./content-hash.ts";
import { createIdentifier } from "./identify.ts";
import { Problem, quote } from "./problem.ts";
import type { ColumnReader } from "./read-plan.ts";
import { RowFailure } from "./read-row.ts";
import { makeReject, type SourceRow } from "./reject.ts";
import { countRounding, type Rounding } from "./rounding.ts";

/** A column, and the values of which a source gives every row. */
export interface Complete {
  readonly column: string;
  readonly values: readonly string[];
}

/** What came of one file, or of one request's records. */
export interface IngestResult {
  /** Rows to be stored, each id once, in the order of the source. */
  readonly rows: readonly IngestedRow[];
  readonly rejects: readonly Reject[];
  /** The source row of each reject, in the same order. */
  readonly rejectedRows: readonly SourceRow[];
  /** Rows that repeat an earlier one in full: they count as unchanged. */
  readonly repeated: number;
  /** Rows of the source: those above, `rejects` and `repeated` together. */
  readonly total: number;
  /** Header columns that nothing takes. */
  readonly unmappedColumns: readonly string[];
  /** Ids that the source says are deleted. */
  readonly deletions: readonly string[];
  /** Ids that the source has merged into others. */
  readonly merges: readonly Merge[];
  /** Of a column, the values whose rows are all here: others of the same source are gone. */
  readonly complete?: Complete;
  /** Amounts that have more decimal places than are kept. */
  readonly rounded: readonly Rounding[];
  /** Rows of the source that are not of this table, which `total` leaves out. */
  readonly skipped: number;
}

/** Gathers the rows of one source: names them, finds duplicates, and keeps count. */
export interface RowCollector<Source> {
  /** @param values - in order of column name, `id` among them */
  add(line: number, values: Record<string, CanonicalValue> | RowFailure, source: Source): void;
  /** A row that the source has deleted: it counts as read, and as repeated where it comes twice. */
  remove(id: string): void;
  merge(merge: Merge): void;
  skip(): void;
  result(unmappedColumns: readonly string[]): IngestResult;
}

function duplicate(id: string, firstLine: number, place: string, key: readonly string[]): Problem {
  const stands = key.length > 0 ? `, and ${key.join(", ")} stand for the id` : "";
  const fact = `${quote(id)} is on ${place} ${firstLine} already, with other values${stands}`;
  return new Problem("duplicate_id", fact, "keep one of the two, or give each row an id of its own");
}

/** What a collector needs to know of its source. */
export interface Collection<Source> {
  readonly table: Table;
  /** Null for records. */
  readonly file: string | null;
  /** The id as the source calls it. */
  readonly idLabel: string;
  /** The columns as they are read. */
  readonly readers: readonly ColumnReader<Source>[];
  /** Keeps a row that is rejected. */
  sourceRow(source: Source): SourceRow;
}

/** An empty collector for one source. */
export function createCollector<Source>(collection: Collection<Source>): RowCollector<Source> {
  const { table, file, idLabel } = collection;
  const identify = createIdentifier(table);
  const rows: IngestedRow[] = [];
  const rejects: Reject[] = [];
  const rejectedRows: SourceRow[] = [];
  const ids = new Set<string>();
  // Made at the first id that comes twice, which most files have none of.
  let byId: Map<string, IngestedRow> | null = null;
  const rounding = countRounding(collection.readers, file);
  const deletions = new Set<string>();
  const merges: Merge[] = [];
  let repeated = 0;
  let skipped = 0;
  const reject = (line: number, failure: RowFailure, source: Source): void => {
    rejects.push(makeReject({ file, line }, failure));
    rejectedRows.push(collection.sourceRow(source));
  };
  return {
    add: (line, values, source) => {
      if (values instanceof RowFailure) return reject(line, values, source);
      const key = values.id === "" ? table.naturalKey : [];
      const id = identify(values);
      values.id = id;
      const json = JSON.stringify(values);
      const hash = jsonHash(json);
      const known = ids.size;
      ids.add(id);
      if (ids.size > known) {
        const row = new IngestedRow(id, hash, line, json);
        byId?.set(id, row);
        rows.push(row);
        rounding.see(line, values, source);
        return;
      }
      byId ??= new Map(rows.map((row) => [row.id, row]));
      const first = byId.get(id)!;
      if (first.hash === hash) repeated++;
      else {
        const problem = duplicate(id, first.line, file === null ? "row" : "line", key);
        reject(line, new RowFailure(problem, "id", idLabel, id), source);
      }
    },
    remove: (id) => {
      if (deletions.has(id)) repeated++;
      deletions.add(id);
    },
    merge: (merge) => merges.push(merge),
    skip: () => {
      skipped++;
    },
    result: (unmappedColumns) => ({
      rows,
      rejects,
      rejectedRows,
      repeated,
      total: rows.length + rejects.length + repeated + deletions.size,
      unmappedColumns,
      deletions: [...deletions],
      merges,
      rounded: rounding.result(),
      skipped,
    }),
  };
}
