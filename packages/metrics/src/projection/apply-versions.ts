import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, sql } from "../sql/sql.ts";
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
  const table = id(name);
  const staged = id(stagedVersions);
  await transaction.run(sql`${comment("end the versions that a staged one replaces")}
update ${table} as old
set superseded_at = replaced.ends_at
from (
  select known.id, known.recorded_at, known.seq, min(staged.recorded_at) as ends_at
  from ${table} as known
  join ${staged} as staged on staged.id = known.id and staged.recorded_at >= known.recorded_at
  where known.tenant = ${tenant} and (known.superseded_at is null or known.superseded_at > staged.recorded_at)
  group by known.id, known.recorded_at, known.seq
) as replaced
where old.tenant = ${tenant} and old.id = replaced.id
  and old.recorded_at = replaced.recorded_at and old.seq = replaced.seq`);

  const columns = storedColumns(name, dialect).map((column) => id(column.name));
  const stagedColumns = storedColumns(name, dialect).map((column) => sql`staged.${id(column.name)}`);
  await transaction.run(sql`${comment("insert the staged versions, each with the moment its successor was recorded")}
insert into ${table} (${join([...columns, id("superseded_at")])})
select ${join(stagedColumns)},
  least(
    lead(staged.recorded_at) over (partition by staged.id order by staged.recorded_at, staged.seq),
    later.recorded_at
  )
from ${staged} as staged
left join (
  select staged.id, staged.recorded_at as after, min(known.recorded_at) as recorded_at
  from ${staged} as staged
  join ${table} as known on known.id = staged.id and known.recorded_at > staged.recorded_at
  where known.tenant = ${tenant}
  group by staged.id, staged.recorded_at
) as later on later.id = staged.id and later.after = staged.recorded_at`);
}
