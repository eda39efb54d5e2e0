import type { Day } from "../calendar/day.ts";
import type { Measure } from "../catalogue/measure.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import { localDay } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { relation, type Scope } from "./relation.ts";

/**
 * First and last day on which any of the measures has data, null in it where there is none; null where none has dates.
 *
 * @param rows - as they are known at the scope's moment, or all that were ever known by it
 */
export function extentStatement(
  measures: readonly Measure[],
  scope: Scope,
  dialect: Dialect,
  rows: typeof relation = relation,
): Sql | null {
  const sources = new Map(
    measures
      .flatMap((measure) => traitsOf(measure).dates)
      .map(({ table, column }) => [`${table}.${column}`, { table, column }]),
  );
  const selects = [...sources.values()].map(({ table, column }) => {
    const day = id(localDay(column));
    return sql`select min(${day}) as first_day, max(${day}) as last_day from ${rows(table, scope, dialect)} as t`;
  });
  if (selects.length === 0) return null;
  const text = dialect.columnType("text");
  return sql`select cast(min(first_day) as ${text}) as first_day, cast(max(last_day) as ${text}) as last_day
from (${join(selects, " union all ")}) as extents`;
}

/** First and last day with data. */
export interface Extent {
  readonly first: Day;
  readonly last: Day;
}
