import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import type { Dialect } from "../sql/dialect.ts";
import { changedTable, comment, id, join, sql, storedTable } from "../sql/sql.ts";
import { storedColumns } from "./stored-columns.ts";

/** The temporary table that new versions pass through. */
export const stagedVersions = "staged_versions";

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
  for (const statement of dialect.endVersions({ table: name, tenant, staged: stagedVersions })) {
    await transaction.run(statement);
  }
  const columns = storedColumns(name, dialect).map((column) => id(column.name));
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
