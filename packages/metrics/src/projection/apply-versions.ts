import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import type { Dialect } from "../sql/dialect.ts";
import { changedTable, comment, id, join, type Sql, sql, storedTable } from "../sql/sql.ts";
import { storedColumns } from "./stored-columns.ts";

/** The temporary table that new versions pass through. */
export const stagedVersions = "staged_versions";

/** Whether a table has no version of the tenant's rows, of any time. */
export async function hasNoVersions(
  transaction: WriteTransaction,
  tenant: string,
  name: BatchTable,
): Promise<boolean> {
  const [found] = await transaction.query(
    sql`select 1 as found from ${storedTable(name, tenant)} where tenant = ${tenant} limit 1`,
  );
  return found === undefined;
}

/** Whether each staged version is of another row. */
async function areDistinct(transaction: WriteTransaction): Promise<boolean> {
  const [repeated] = await transaction.query(
    sql`select 1 as found from ${id(stagedVersions)} group by id having count(*) > 1 limit 1`,
  );
  return repeated === undefined;
}

/** Ends the versions that staged ones replace. */
export async function endVersions(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  name: BatchTable,
): Promise<void> {
  for (const statement of dialect.endVersions({ table: name, tenant, staged: stagedVersions })) {
    await transaction.run(statement);
  }
}

/**
 * Inserts versions without a successor; those that they replace have ended.
 *
 * @param rows - a query of `storedColumns`, in their order
 */
export async function insertVersions(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  name: BatchTable,
  rows: Sql,
): Promise<void> {
  const columns = storedColumns(name, dialect).map((column) => id(column.name));
  await transaction.run(sql`${comment("insert versions without a successor")}
insert into ${changedTable(name, tenant)} (${join(columns)})
${rows}`);
}

/**
 * Moves staged versions of one tenant's table into it: ends the versions that a newer one replaces and inserts the
 * new ones, each with its own end.
 *
 * A version is known from its `recorded_at` until the next version of the same id was recorded, be that an older
 * version's successor among the staged ones or, for a backfill, a version that is there already.
 */
export async function applyVersions(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  name: BatchTable,
): Promise<void> {
  const staged = id(stagedVersions);
  const columns = storedColumns(name, dialect).map((column) => id(column.name));
  if ((await hasNoVersions(transaction, tenant, name)) && (await areDistinct(transaction))) {
    const rows = sql`select ${join(columns)} from ${staged}`;
    await insertVersions(transaction, dialect, tenant, name, rows);
    return;
  }
  await endVersions(transaction, dialect, tenant, name);
  const stagedColumns = storedColumns(name, dialect).map((column) => sql`staged.${id(column.name)}`);
  await transaction.run(sql`${comment("insert the staged versions, each with the moment its successor was recorded")}
insert into ${changedTable(name, tenant)} (${join([...columns, id("superseded_at")])})
select ${join(stagedColumns)},
  least(
    lead(staged.recorded_at) over (partition by staged.id order by staged.recorded_at, staged.seq),
    later.recorded_at
  )
from ${staged} as staged
left join (
  select staged.id, staged.recorded_at as after, min(known.recorded_at) as recorded_at
  from ${staged} as staged
  join ${storedTable(name, tenant)} as known on known.id = staged.id and known.recorded_at > staged.recorded_at
  where known.tenant = ${tenant}
  group by staged.id, staged.recorded_at
) as later on later.id = staged.id and later.after = staged.recorded_at`);
}
