import type { ColumnType } from "../model/tables.ts";
import type { Sql } from "./sql.ts";

/** What differs between engines. A dialect is one file; nothing else asks which engine it is. */
export interface Dialect {
  readonly name: string;
  /** A bound date, `yyyy-MM-dd`. */
  date(value: string): Sql;
  /** A bound instant in UTC, ISO 8601. */
  timestamp(value: string): Sql;
  /** A bound text, typed, so that it may stand where the engine cannot infer a type. */
  text(value: string): Sql;
  /** Whole days from one date to another, an integer. */
  days(from: Sql, to: Sql): Sql;
  /** The text of one key of a JSON object; null where it is absent. */
  jsonText(object: Sql, key: string): Sql;
  /** SQL type of a stored column. */
  columnType(type: ColumnType | "day" | "timestamp"): Sql;
}
