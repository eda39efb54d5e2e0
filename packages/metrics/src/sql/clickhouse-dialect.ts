import type { ColumnType } from "../model/tables.ts";
import type { StoredColumn, TableLayout } from "../projection/stored-columns.ts";
import type { Dialect, EndVersions, Window } from "./dialect.ts";
import { fillForward, replacedVersions } from "./shared-statements.ts";
import {
  changedTable,
  comment,
  id,
  join,
  literal,
  type RenderStyle,
  type Sql,
  sql,
  storedTable,
  type Value,
} from "./sql.ts";

type Kind = ColumnType | "day" | "timestamp";

/** ClickHouse keeps no nulls unless a column says so. */
const columnTypes = {
  text: sql`Nullable(String)`,
  date: sql`Nullable(String)`,
  day: sql`Nullable(Date32)`,
  timestamp: sql`Nullable(DateTime64(3, 'UTC'))`,
  money: sql`Nullable(Decimal(18, 6))`,
  number: sql`Nullable(Float64)`,
  integer: sql`Nullable(Int64)`,
  position: sql`Nullable(Int32)`,
  boolean: sql`Nullable(Bool)`,
  json: sql`Nullable(String)`,
} as const satisfies Record<Kind | "position", Sql>;

/** Types of columns that are never null; a sorting key cannot be. */
const requiredTypes = {
  text: sql`String`,
  date: sql`String`,
  day: sql`Date32`,
  timestamp: sql`DateTime64(3, 'UTC')`,
  money: sql`Decimal(18, 6)`,
  number: sql`Float64`,
  integer: sql`Int64`,
  boolean: sql`Bool`,
  json: sql`String`,
} as const satisfies Record<Kind, Sql>;

function declared({ kind, required, fewValues }: StoredColumn): Sql {
  const type = required ? requiredTypes[kind] : columnTypes[kind];
  return fewValues ? sql`LowCardinality(${type})` : type;
}

/**
 * How tables are cut: a partition is the least that can be put in another's place at once, and tenants share 16 of them,
 * since ClickHouse slows down with thousands.
 */
export const partitionOf: Sql = sql`sipHash64(tenant) % 16`;

/**
 * The storage of a table: versions by tenant and row, so that one tenant's rows lie together.
 *
 * @param replicated - whether other servers keep the same rows; the database then creates the table on each of them
 */
export function storageOf(hasTenant: boolean, replicated: boolean): Sql {
  const engine = replicated ? sql`engine = ReplicatedMergeTree` : sql`engine = MergeTree`;
  return hasTenant
    ? sql`${engine} partition by ${partitionOf} order by (tenant, id, recorded_at, seq)`
    : sql`${engine} order by tuple()`;
}

function createTable({ name, columns }: TableLayout, replicated: boolean): Sql {
  const hasTenant = columns.some((column) => column.name === "tenant");
  const typed = columns.map((column) => sql`${id(column.name)} ${declared(column)}`);
  return sql`create table if not exists ${id(name)} (${join(typed)}) ${storageOf(hasTenant, replicated)}`;
}

/**
 * Windows as one bound text, `0,20260101,20260201;1,...`: each on its own, thousands of days would make a statement longer
 * than ClickHouse takes.
 */
function windows(all: readonly Window[]): Sql {
  const compact = (day: string): string => day.replaceAll("-", "");
  const text = all
    .map(({ index, first, second }) => `${index},${compact(first)},${compact(second)}`)
    .join(";");
  return sql`select cast(part[1] as ${requiredTypes.integer}), cast(part[2] as ${requiredTypes.day}), cast(part[3] as ${requiredTypes.day})
from (select splitByChar(',', arrayJoin(splitByChar(';', ${text}))) as part) as parts`;
}

/** Rows of values as one bound text, for the same reason; the separators are control characters, which no value has. */
function values(types: readonly Kind[], rows: readonly (readonly string[])[]): Sql {
  const text = rows.map((row) => row.join("\u001f")).join("\u001e");
  const columns = types.map((type, index) => sql`cast(part[${index + 1}] as ${requiredTypes[type]})`);
  return sql`select ${join(columns)}
from (select splitByChar('\x1f', arrayJoin(splitByChar('\x1e', ${text}))) as part) as parts`;
}

/** Where the ends of one statement wait, looked up by a version's key. */
const endsTable = "version_ends";

/** A version's key as one text: a lookup takes a single text faster than a tuple, and a change takes no tuple at all. */
const versionKey = sql`concat(toString(seq), ' ', toString(recorded_at), ' ', id)`;

/**
 * ClickHouse changes rows by rewriting a column in the background; the statement waits for it. It happens in the copy
 * that a transaction works on, so nobody sees it half done.
 */
function endVersions(versions: EndVersions): readonly Sql[] {
  const { table, tenant } = versions;
  const ends = storedTable(endsTable, null);
  return [
    sql`${comment("the versions that a staged one replaces")}
create or replace table ${ends} engine = Join(any, left, version)
as select ${versionKey} as version, id, cast(ends_at as ${columnTypes.timestamp}) as ends_at
from (${replacedVersions(versions)}) as replaced`,
    sql`${comment("end them")}
alter table ${changedTable(table, tenant)}
update superseded_at = joinGet(${ends}, 'ends_at', ${versionKey})
where tenant = ${tenant} and id in (select id from ${ends})
  and ${versionKey} in (select version from ${ends})
settings mutations_sync = 1`,
  ];
}

function parameterType(value: string | number | boolean | null): string {
  if (value === null) return "Nullable(String)";
  if (typeof value === "boolean") return "Bool";
  if (typeof value === "number") return Number.isInteger(value) ? "Int64" : "Float64";
  return "String";
}

/** A parameter that names its own type, since ClickHouse infers none. */
function placeholder(value: Value, number: number): string {
  return `{p${number}:${parameterType(value)}}`;
}

/** ClickHouse 26, with the settings of `clickhouseSettings`. */
export const clickhouseDialect: Dialect = {
  name: "clickhouse",
  placeholder,
  date: (value) => sql`cast(${value} as Date32)`,
  timestamp: (value) => sql`cast(${value.replace("Z", "")} as DateTime64(3, 'UTC'))`,
  text: (value) => sql`cast(${value} as Nullable(String))`,
  days: (from, to) => sql`date_diff('day', ${from}, ${to})`,
  steps: (first, day, unit, size) =>
    sql`intDiv(${unit === "day" ? sql`date_diff('day'` : sql`date_diff('month'`}, ${clickhouseDialect.date(first)}, ${day}), ${literal(size)})`,
  // The key is an argument, not a path, so that no character in it means anything.
  jsonText: (object, key) => sql`JSONExtract(${object}, ${key}, 'Nullable(String)')`,
  // A cast cuts: 104.99999999999999 would be 104.999999.
  rounded: (number) =>
    sql`cast(round(${number} * 1000000) as decimal(18, 0)) * cast(0.000001 as decimal(7, 6))`,
  any: (condition) => sql`max(${condition})`,
  columnType: (type) => columnTypes[type],
  // Otherwise it is computed once for each place that reads it, and each of those for the places that read them.
  as: sql`as materialized`,
  asCheap: sql`as materialized`,
  windows,
  values,
  eachDay: (ranges) =>
    sql`select addDays(starts, arrayJoin(range(toUInt32(date_diff('day', starts, ends))))) as day, period from ${ranges}`,
  fillForward,
  createTable: (layout) => createTable(layout, false),
  endVersions,
};

/** The same where several servers keep the same rows. */
export const replicatedDialect: Dialect = {
  ...clickhouseDialect,
  createTable: (layout) => createTable(layout, true),
};

/** What makes ClickHouse answer as the other engines do; sent with every statement. */
export const clickhouseSettings: Readonly<Record<string, string>> = {
  // Null, not 0 or an empty text: for an unmatched row, for the sum of no rows.
  join_use_nulls: "1",
  aggregate_functions_null_for_empty: "1",
  cast_keep_nullable: "1",
  prefer_column_name_to_alias: "1",
  union_default_mode: "DISTINCT",
  // Statements of many metrics are long; the time and memory that they take have limits of their own.
  max_ast_elements: "1000000",
  max_expanded_ast_elements: "5000000",
  // Without it, `as materialized` is read and ignored.
  enable_materialized_cte: "1",
  // Counts as numbers, decimals as exact texts.
  output_format_json_quote_64bit_integers: "0",
  output_format_json_quote_decimals: "1",
  output_format_decimal_trailing_zeros: "1",
  // Joins in the order written: reordered, a left join on a constant loses its equality (26.7).
  query_plan_optimize_join_order_limit: "0",
  date_time_input_format: "best_effort",
  input_format_skip_unknown_fields: "1",
};

/** Parameters as `{p1:Type}`, tables as `table` writes them. */
export function clickhouseStyle(table: RenderStyle["table"]): RenderStyle {
  return { placeholder, table };
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
};

/** A bound value as ClickHouse reads it from a request: tab-separated text, in which a backslash escapes. */
export function parameterText(value: string | number | boolean | null): string {
  if (value === null) return "\\N";
  return String(value).replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? character);
}
