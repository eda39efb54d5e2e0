import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch.ts";
import { tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, join, sql } from "../sql/sql.ts";
import { storedColumns } from "./stored-columns.ts";

/** Raised when stored columns change: a database of another version is projected anew from the journal. */
export const projectionVersion = 2;

/** Every table of the projection. */
export const projectedTables: readonly BatchTable[] = [
  ...(Object.keys(tables) as BatchTable[]),
  "settings",
  "snapshots",
];

/** The last batch that the projection holds; 0 for none. */
export async function readProgress(transaction: WriteTransaction): Promise<number> {
  const [row] = await transaction.query(sql`select cast(seq as integer) as seq from projection_progress`);
  return Number(row?.seq ?? 0);
}

/** Notes the last batch that the projection holds. */
export async function saveProgress(transaction: WriteTransaction, seq: number): Promise<void> {
  await transaction.run(sql`update projection_progress set seq = ${seq}`);
}

/**
 * Creates the tables that are missing; no secondary index, by decision. Tables of another projection version are
 * dropped, to be filled again from the journal.
 */
export async function prepareSchema(transaction: WriteTransaction, dialect: Dialect): Promise<void> {
  await transaction.run(
    sql`create table if not exists projection_progress (version integer not null, seq bigint not null)`,
  );
  const [row] = await transaction.query(sql`select version from projection_progress`);
  if (!row) await transaction.run(sql`insert into projection_progress values (${projectionVersion}, ${0})`);
  else if (Number(row.version) !== projectionVersion) {
    for (const table of projectedTables) await transaction.run(sql`drop table if exists ${id(table)}`);
    await transaction.run(sql`update projection_progress set version = ${projectionVersion}, seq = ${0}`);
  }
  for (const table of projectedTables) {
    const columns = [
      ...storedColumns(table, dialect),
      { name: "superseded_at", type: dialect.columnType("timestamp") },
    ].map((column) => sql`${id(column.name)} ${column.type}`);
    await transaction.run(sql`create table if not exists ${id(table)} (${join(columns)})`);
  }
}
