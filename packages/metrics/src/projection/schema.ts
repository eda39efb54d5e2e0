import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import { tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { changedTable, id, sql, storedTable } from "../sql/sql.ts";
import { tableLayout } from "./stored-columns.ts";

/** Raised when stored tables or columns change: a database of another version is projected anew from the journal. */
export const projectionVersion = 4;

/** Every table of the projection. */
export const projectedTables: readonly BatchTable[] = [
  ...(Object.keys(tables) as BatchTable[]),
  "settings",
  "snapshots",
  "benchmarks",
];

const progressTable = "projection_progress";

/** Which projection a database holds, and how far. */
interface Progress {
  readonly version: number;
  readonly seq: number;
}

async function progressOf(transaction: Pick<WriteTransaction, "query">): Promise<Progress | null> {
  const [row] = await transaction.query(
    sql`select cast(version as integer) as version, cast(seq as integer) as seq from ${storedTable(progressTable, null)}`,
  );
  return row ? { version: Number(row.version), seq: Number(row.seq) } : null;
}

/** The last batch that the projection holds; 0 for none. */
export async function readProgress(transaction: Pick<WriteTransaction, "query">): Promise<number> {
  return (await progressOf(transaction))?.seq ?? 0;
}

/** Notes the last batch that the projection holds. */
export async function saveProgress(transaction: WriteTransaction, seq: number): Promise<void> {
  const progress = changedTable(progressTable, null);
  // Not an update, which an engine made for adding rows has no plain form of.
  await transaction.run(sql`delete from ${progress} where version >= 0`);
  await transaction.run(
    sql`insert into ${progress} (version, seq) select cast(${projectionVersion} as integer), cast(${seq} as bigint)`,
  );
}

/**
 * Creates the tables that are missing; no secondary index, by decision. Tables of another projection version are
 * dropped, to be filled again from the journal.
 */
export async function prepareSchema(transaction: WriteTransaction, dialect: Dialect): Promise<void> {
  const number = { kind: "integer", required: true, fewValues: false } as const;
  const columns = ["version", "seq"].map((name) => ({
    name,
    type: dialect.columnType("integer"),
    ...number,
  }));
  await transaction.run(dialect.createTable({ name: progressTable, columns }));
  const progress = await progressOf(transaction);
  if (progress?.version === projectionVersion) return;
  if (progress !== null) {
    for (const table of projectedTables) await transaction.define(sql`drop table if exists ${id(table)}`);
  }
  for (const table of projectedTables) {
    await transaction.define(dialect.createTable(tableLayout(table, dialect)));
  }
  await saveProgress(transaction, 0);
}
