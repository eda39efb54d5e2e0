import type { ColumnType } from "../model/tables.ts";
import type { TableLayout } from "../projection/stored-columns.ts";
import type { Sql, Value } from "./sql.ts";

/** Old versions and their ends: which table of a tenant, and where the versions are staged that replace them. */
export interface EndVersions {
  readonly table: string;
  readonly tenant: string;
  readonly staged: string;
}

/** Rows of which each null takes the newest value before it. */
export interface FillForward {
  readonly rows: Sql;
  /** The column whose rows belong together. */
  readonly of: string;
  /** Columns that put them in order. */
  readonly order: readonly string[];
  /** Columns to be filled. */
  readonly filled: readonly string[];
  /** Columns that stay as they are. */
  readonly kept: readonly string[];
  /** A column whose value in the next row is wanted, and the name for that. */
  readonly next: { readonly column: string; readonly as: string };
}

/** A number with two days, `yyyy-MM-dd`: a period or window of a spine. */
export interface Window {
  readonly index: number;
  readonly first: string;
  readonly second: string;
}

/** What differs between engines. A dialect is one file; nothing else asks which engine it is. */
export interface Dialect {
  readonly name: string;
  /** What stands for the value of a number, counted from 1, in the text of a statement. */
  placeholder(value: Value, number: number): string;
  /** A bound date, `yyyy-MM-dd`. */
  date(value: string): Sql;
  /** A bound instant in UTC, ISO 8601. */
  timestamp(value: string): Sql;
  /** A bound text, typed, so that it may stand where the engine cannot infer a type. */
  text(value: string): Sql;
  /** Whole days from one date to another, an integer. */
  days(from: Sql, to: Sql): Sql;
  /**
   * How many whole steps of so many days or months lie between a day and a later one: an integer.
   *
   * @param first - `yyyy-MM-dd`; the first of a month where steps are months
   */
  steps(first: string, day: Sql, unit: "day" | "month", size: number): Sql;
  /** A floating-point number as an exact decimal(18, 6): rounded, never cut. */
  rounded(number: Sql): Sql;
  /** An aggregate: whether a condition holds for any row of a group; null or false where for none. */
  any(condition: Sql): Sql;
  /** The text of one key of a JSON object; null where it is absent. */
  jsonText(object: Sql, key: string): Sql;
  /** SQL type of a stored column; `position` is that of a place in a list or a number of days, which 32 bits hold. */
  columnType(type: ColumnType | "day" | "timestamp" | "position"): Sql;
  /** The word between the name of a common table expression and its query; one that is read twice is computed once. */
  readonly as: Sql;
  /** The same for one that is cheaper to compute again than to keep. */
  readonly asCheap: Sql;
  /** A query that gives windows as three columns: an integer and two dates. */
  windows(windows: readonly Window[]): Sql;
  /** A query that gives rows of values, written as text, in columns of the types named. */
  values(types: readonly (ColumnType | "day" | "timestamp")[], rows: readonly (readonly string[])[]): Sql;
  /** A query that gives each day from `starts` to before `ends` of a relation: columns day, period. */
  eachDay(ranges: Sql): Sql;
  /** A query that fills nulls forward: columns of, kept, next, filled. */
  fillForward(fill: FillForward): Sql;
  /** Creates a stored table where it is missing. */
  createTable(layout: TableLayout): Sql;
  /** Sets `superseded_at` of the versions that staged ones replace; statements to be run in order. */
  endVersions(versions: EndVersions): readonly Sql[];
}
