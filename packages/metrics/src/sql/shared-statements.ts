import type { ColumnType } from "../model/tables.ts";
import type { TableLayout } from "../projection/stored-columns.ts";
import type { Dialect, EndVersions, RangeJoin, Window } from "./dialect.ts";
import { changedTable, comment, id, join, type Sql, sql, storedTable } from "./sql.ts";

/** A table of values, each bound on its own. */
export function windowValues(
  windows: readonly Window[],
  { columnType, date }: Pick<Dialect, "columnType" | "date">,
): Sql {
  const rows = windows.map(
    ({ index, first, second }) =>
      sql`(cast(${index} as ${columnType("integer")}), ${date(first)}, ${date(second)})`,
  );
  return sql`values ${join(rows)}`;
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

/** A left join as the SQL standard has it. */
export function leftJoinRanges({ rows, rowsAs, ranges, rangesAs, on }: RangeJoin): Sql {
  return sql`${rows} as ${rowsAs} left join ${ranges} as ${rangesAs} on ${on}`;
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
