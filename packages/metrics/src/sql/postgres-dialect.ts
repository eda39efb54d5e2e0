import { monthsBetween } from "../calendar/day.ts";
import type { ColumnType } from "../model/tables.ts";
import type { Dialect } from "./dialect.ts";
import { createTable, endVersions, fillForward, typedValues, windowValues } from "./shared-statements.ts";
import { literal, type Sql, sql } from "./sql.ts";

const columnTypes = {
  text: sql`text`,
  date: sql`text`,
  day: sql`date`,
  timestamp: sql`timestamp`,
  money: sql`numeric(18, 6)`,
  number: sql`double precision`,
  integer: sql`bigint`,
  position: sql`integer`,
  boolean: sql`boolean`,
  json: sql`jsonb`,
} as const satisfies Record<ColumnType | "day" | "timestamp" | "position", Sql>;

const split = (text: Sql, separator: Sql): Sql => sql`string_to_array(${text}, ${separator})`;

/** PostgreSQL 15 and later. */
export const postgresDialect: Dialect = {
  name: "postgres",
  placeholder: (_, number) => `$${number}`,
  date: (value) => sql`cast(${value} as date)`,
  timestamp: (value) => sql`cast(${value.replace("Z", "")} as timestamp)`,
  text: (value) => sql`cast(${value} as text)`,
  days: (from, to) => sql`(${to} - ${from})`,
  steps: (first, day, unit, size) => {
    const month = sql`cast(extract(year from ${day}) as integer) * 12 + cast(extract(month from ${day}) as integer)`;
    const between =
      unit === "day"
        ? sql`${day} - ${postgresDialect.date(first)}`
        : sql`${month} - ${literal(monthsBetween("0000-01-01", first) + 1)}`;
    return size === 1 ? sql`(${between})` : sql`(${between}) / ${literal(size)}`;
  },
  jsonText: (object, key) => sql`(${object} ->> cast(${key} as text))`,
  rounded: (number) => sql`cast(${number} as decimal(18, 6))`,
  any: (condition) => sql`bool_or(${condition})`,
  columnType: (type) => columnTypes[type],
  as: sql`as`,
  asCheap: sql`as not materialized`,
  windows: (windows) => windowValues(windows, postgresDialect, split),
  values: (types, rows) => typedValues(types, rows, postgresDialect, split),
  eachDay: (ranges) =>
    sql`select starts + generate_series(0, ends - starts - 1) as day, period from ${ranges}`,
  fillForward,
  createTable,
  endVersions,
};
