import type { TableName, UndoReport } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import type { BatchHeader, JournalRow, NewBatch } from "../journal/batch.ts";
import { isOtherTable } from "../journal/batch-table.ts";
import type { Journal } from "../journal/journal.ts";
import { type RowVersion, rowVersions } from "../journal/row-versions.ts";

/** Which batch is to be undone, and where it lies. */
export interface UndoRequest {
  readonly tenant: string;
  readonly batch: number;
  readonly now: Date;
  readonly journal: Journal;
  readonly transaction: WriteTransaction;
}

/** The batch that undoes another, and what it does. */
export interface Undo {
  readonly batch: NewBatch;
  readonly report: Omit<UndoReport, "batch">;
}

function unknownBatch(message: string): ForesailError {
  return new ForesailError("unknown_batch", message);
}

/** The batch that a request names, if it can be undone. */
function undoable(
  headers: readonly BatchHeader[],
  { tenant, batch }: UndoRequest,
): BatchHeader & { table: TableName } {
  const header = headers.find(({ seq }) => seq === batch);
  if (!header || header.tenant !== tenant) {
    throw unknownBatch(
      `there is no batch ${batch} of this tenant; an import tells its batch with --format json`,
    );
  }
  const { table } = header;
  if (isOtherTable(table)) {
    throw unknownBatch(`batch ${batch} holds ${table}, which are no import; only imports can be undone`);
  }
  if (header.undoes !== undefined) {
    throw unknownBatch(
      `batch ${batch} is itself the undo of ${header.undoes}; import the files again instead`,
    );
  }
  const done = headers.find(({ undoes }) => undoes === batch);
  if (done) throw unknownBatch(`batch ${batch} was undone already, by batch ${done.seq}`);
  return { ...header, table };
}

/** What holds of a row, leaving out void batches and those that made them void; null where it never was. */
function without(versions: readonly RowVersion[], isVoid: ReadonlySet<number>): JournalRow | null {
  const valid = versions.filter(({ header }) => header.undoes === undefined && !isVoid.has(header.seq));
  return valid.at(-1)?.row ?? null;
}

/**
 * Makes the batch that undoes another: rows whose present version is of that batch are again what they would be without
 * it, from now on. Earlier moments keep seeing it, since the journal only grows; rows that a later batch has replaced
 * stay as they are.
 *
 * @throws {ForesailError} `unknown_batch` for a batch that is not there, is no import, or was undone before
 */
export async function undoImport(request: UndoRequest): Promise<Undo> {
  const { tenant, now, journal, transaction } = request;
  const headers = await journal.headers(transaction);
  const header = undoable(headers, request);
  const ids = new Set<string>();
  for (const row of await journal.rows(header, transaction)) ids.add(row.id);
  const isVoid = new Set([header.seq, ...headers.flatMap(({ undoes }) => undoes ?? [])]);
  const content: JournalRow[] = [];
  let removed = 0;
  for (const [id, versions] of await rowVersions(journal, transaction, tenant, header.table, ids)) {
    const present = versions.at(-1)!.row;
    const wanted = without(versions, isVoid) ?? { id, hash: "" };
    if (present.hash === wanted.hash) continue;
    content.push(wanted);
    if (wanted.values === undefined) removed += 1;
  }
  const receivedAt = now.toISOString();
  const batch: NewBatch = {
    tenant,
    table: header.table,
    sourceSystem: header.sourceSystem,
    recordedAt: receivedAt,
    receivedAt,
    backfill: false,
    undoes: header.seq,
    content,
  };
  const report = {
    undone: header.seq,
    table: header.table,
    restored: content.length - removed,
    removed,
    kept: ids.size - content.length,
  };
  return { batch, report };
}
