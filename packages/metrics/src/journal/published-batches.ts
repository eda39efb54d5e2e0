import type { WriteTransaction } from "../engine/engine.ts";
import { groupBy } from "../model/group-by.ts";
import type { StoredColumn, TableLayout } from "../projection/stored-columns.ts";
import type { Dialect } from "../sql/dialect.ts";
import { changedTable, id, join, sql, storedTable } from "../sql/sql.ts";
import type { Freshness } from "../store/store.ts";
import type { BatchHeader } from "./batch.ts";

const publishedTable = "published_batches";
const stagedTable = "staged_batches";

function columnsOf(dialect: Dialect): readonly StoredColumn[] {
  const column = (name: string, kind: StoredColumn["kind"]): StoredColumn => ({
    name,
    kind,
    type: dialect.columnType(kind),
    required: true,
    fewValues: false,
  });
  return [
    column("seq", "integer"),
    // Not `tenant`: the log is one table for all, read whole by the writer.
    column("owner", "text"),
    column("checksum", "text"),
    column("header", "text"),
    column("data_version", "text"),
    { ...column("data_recorded_at", "text"), required: false },
  ];
}

/** The table of the batches that a database holds, for readers that have no journal. */
export function publishedBatchesLayout(dialect: Dialect): TableLayout {
  return { name: publishedTable, columns: columnsOf(dialect) };
}

/** The newest batch that a database holds; null for none. */
export async function newestPublished(
  transaction: Pick<WriteTransaction, "query">,
): Promise<{ readonly seq: number; readonly checksum: string } | null> {
  const [row] = await transaction.query(
    sql`select seq, checksum from ${storedTable(publishedTable, null)} order by seq desc limit 1`,
  );
  return row ? { seq: Number(row.seq), checksum: String(row.checksum) } : null;
}

/**
 * Adds batches to those that a database holds.
 *
 * @param freshness - the state of a tenant's data once the batches are in
 */
export async function publishBatches(
  transaction: WriteTransaction,
  dialect: Dialect,
  headers: readonly BatchHeader[],
  freshness: (tenant: string) => Freshness,
): Promise<void> {
  const columns = columnsOf(dialect);
  const rows = [...groupBy(headers, ({ tenant }) => tenant)].flatMap(([tenant, own]) => {
    const { dataVersion, recordedAt } = freshness(tenant);
    return own.map((header) => ({
      seq: header.seq,
      owner: tenant,
      checksum: header.checksum,
      header: JSON.stringify(header),
      data_version: dataVersion,
      data_recorded_at: recordedAt,
    }));
  });
  await transaction.stage(stagedTable, columns, rows);
  const names = join(columns.map(({ name }) => id(name)));
  await transaction.run(
    sql`insert into ${changedTable(publishedTable, null)} (${names}) select ${names} from ${id(stagedTable)}`,
  );
}

/** A tenant's batches as a database holds them, oldest first. */
export async function publishedBatches(
  transaction: Pick<WriteTransaction, "query">,
  tenant: string,
): Promise<readonly BatchHeader[]> {
  const rows = await transaction.query(
    sql`select header from ${storedTable(publishedTable, null)} where owner = ${tenant} order by seq`,
  );
  return rows.map(({ header }) => JSON.parse(String(header)) as BatchHeader);
}

/** How fresh a tenant's data in a database are; null where it has no batch. */
export async function publishedFreshness(
  transaction: Pick<WriteTransaction, "query">,
  tenant: string,
): Promise<Freshness | null> {
  const [row] = await transaction.query(
    sql`select data_version, data_recorded_at from ${storedTable(publishedTable, null)} where owner = ${tenant} order by seq desc limit 1`,
  );
  if (!row) return null;
  const { data_version: dataVersion, data_recorded_at: recordedAt } = row;
  return { dataVersion: String(dataVersion), recordedAt: recordedAt === null ? null : String(recordedAt) };
}
