import type { ColumnType } from "../model/tables.ts";
import type { Dialect } from "./dialect.ts";
import { createTable, endVersions, fillWindow, typedValues, windowValues } from "./shared-statements.ts";
import { id, join, literal, type Sql, sql } from "./sql.ts";

const columnTypes = {
  text: sql`varchar`,
  date: sql`varchar`,
  day: sql`date`,
  timestamp: sql`timestamp`,
  money: sql`decimal(18, 6)`,
  number: sql`double`,
  integer: sql`bigint`,
  position: sql`integer`,
  boolean: sql`boolean`,
  json: sql`json`,
} as const satisfies Record<ColumnType | "day" | "timestamp" | "position", Sql>;

const split = (text: Sql, separator: Sql): Sql => sql`string_split(${text}, ${separator})`;

/** DuckDB 1.5. */
export const duckdbDialect: Dialect = {
  name: "duckdb",
  placeholder: (_, number) => `$${number}`,
  date: (value) => sql`cast(${value} as date)`,
  timestamp: (value) => sql`cast(${value.replace("Z", "")} as timestamp)`,
  text: (value) => sql`cast(${value} as varchar)`,
  days: (from, to) => sql`(${to} - ${from})`,
  steps: (first, day, unit, size) => {
    const from = duckdbDialect.date(first);
    const between = unit === "day" ? sql`${day} - ${from}` : sql`date_diff('month', ${from}, ${day})`;
    return size === 1
      ? sql`cast(${between} as integer)`
      : sql`cast((${between}) // ${literal(size)} as integer)`;
  },
  // Not a JSON path: in one, `*` is a wildcard even where it is quoted.
  jsonText: (object, key) => sql`element_at(cast(${object} as map(varchar, varchar)), ${key})[1]`,
  rounded: (number) => sql`cast(${number} as decimal(18, 6))`,
  any: (condition) => sql`bool_or(${condition})`,
  columnType: (type) => columnTypes[type],
  as: sql`as`,
  asCheap: sql`as not materialized`,
  windows: (windows) => windowValues(windows, duckdbDialect, split),
  values: (types, rows) => typedValues(types, rows, duckdbDialect, split),
  eachDay: (ranges) =>
    sql`select starts + cast(unnest(range(ends - starts)) as integer) as day, period from ${ranges}`,
  // All in one pass over the window; the shared form takes one a column.
  fillForward: (fill) => {
    const { rows, of, filled, kept, next } = fill;
    const values = filled.map(
      (column) => sql`last_value(${id(column)} ignore nulls) over steps as ${id(column)}`,
    );
    return sql`select ${join([of, ...kept].map(id))}, lead(${id(next.column)}) over steps as ${id(next.as)}, ${join(values)}
from ${rows}
${fillWindow(fill)}`;
  },
  createTable,
  endVersions,
};
