import type { ColumnType } from "../model/tables.ts";
import type { TableLayout } from "../projection/stored-columns.ts";
import type { Dialect, EndVersions, FillForward, Window } from "./dialect.ts";
import { changedTable, comment, id, join, type Sql, sql, storedTable } from "./sql.ts";

/**
 * Windows as one bound text, `0,2026-01-01,2026-02-01;1,...`: each on its own, thousands of days take longer to be planned
 * than to be counted.
 *
 * @param split - the parts of a text between separators, as a list
 */
export function windowValues(
  windows: readonly Window[],
  { columnType, text }: Pick<Dialect, "columnType" | "text">,
  split: (text: Sql, separator: Sql) => Sql,
): Sql {
  const all = text(windows.map(({ index, first, second }) => `${index},${first},${second}`).join(";"));
  const [integer, day] = [columnType("position"), columnType("day")];
  return sql`select cast(part[1] as ${integer}), cast(part[2] as ${day}), cast(part[3] as ${day})
from (select ${split(sql`unnest(${split(all, sql`';'`)})`, sql`','`)} as part) as parts`;
}

/**
 * Rows of values as one bound text: each on its own, thousands of days would need more parameters than PostgreSQL takes.
 * The separators are control characters, which no value has.
 *
 * @param split - the parts of a text between separators, as a list
 */
export function typedValues(
  types: readonly (ColumnType | "day" | "timestamp")[],
  rows: readonly (readonly string[])[],
  { columnType, text }: Pick<Dialect, "columnType" | "text">,
  split: (text: Sql, separator: Sql) => Sql,
): Sql {
  const all = text(rows.map((row) => row.join("\u001f")).join("\u001e"));
  const columns = types.map((type, index) => sql`cast(part[${index + 1}] as ${columnType(type)})`);
  return sql`select ${join(columns)}
from (select ${split(sql`unnest(${split(all, sql`chr(30)`)})`, sql`chr(31)`)} as part) as parts`;
}

/** The rows of a window in which nulls are filled. */
export function fillWindow({ of, order }: FillForward): Sql {
  return sql`window steps as (partition by ${id(of)} order by ${join(order.map(id))})`;
}

/** Nulls are filled from the rows since the last value: those of an equal count of values. */
export function fillForward(fill: FillForward): Sql {
  const { rows, of, filled, kept, next } = fill;
  const counts = filled.map((column) => sql`count(${id(column)}) over steps as ${id(`${column}_n`)}`);
  const values = filled.map(
    (column) => sql`max(${id(column)}) over (partition by ${id(of)}, ${id(`${column}_n`)}) as ${id(column)}`,
  );
  return sql`select ${join([of, ...kept, next.as].map(id))}, ${join(values)}
from (
  select *, lead(${id(next.column)}) over steps as ${id(next.as)}, ${join(counts)}
  from ${rows}
  ${fillWindow(fill)}
) as numbered`;
}

/** A table without an index, by decision. */
export function createTable({ name, columns }: TableLayout): Sql {
  const typed = columns.map((column) => sql`${id(column.name)} ${column.type}`);
  return sql`create table if not exists ${id(name)} (${join(typed)})`;
}

/**
 * The versions that staged ones replace, each with the moment of the earliest: columns id, recorded_at, seq, ends_at.
 *
 * A version of the same moment counts as replaced, since it comes from an earlier batch.
 */
export function replacedVersions({ table, tenant, staged }: EndVersions): Sql {
  return sql`select known.id as id, known.recorded_at as recorded_at, known.seq as seq, min(staged.recorded_at) as ends_at
  from ${storedTable(table, tenant)} as known
  join ${id(staged)} as staged on staged.id = known.id and staged.recorded_at >= known.recorded_at
  where known.tenant = ${tenant} and (known.superseded_at is null or known.superseded_at > staged.recorded_at)
  group by known.id, known.recorded_at, known.seq`;
}

/** One update, in the transaction that inserts the successors. */
export function endVersions(versions: EndVersions): readonly Sql[] {
  const { table, tenant } = versions;
  return [
    sql`${comment("end the versions that a staged one replaces")}
update ${changedTable(table, tenant)} as old
set superseded_at = replaced.ends_at
from (
  ${replacedVersions(versions)}
) as replaced
where old.tenant = ${tenant} and old.id = replaced.id
  and old.recorded_at = replaced.recorded_at and old.seq = replaced.seq`,
  ];
}
