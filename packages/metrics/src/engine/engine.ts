import type { Dialect } from "../sql/dialect.ts";
import type { Sql } from "../sql/sql.ts";

/** Decimal places of exact sums: six of an amount and ten of a rate or share. */
export const exactPlaces = 16;

/**
 * One cell: counts arrive as numbers, decimals as exact strings; those of `exactPlaces` may also arrive as they are
 * calculated with, in units of the last place.
 */
export type Cell = string | number | boolean | bigint | null;
export type Row = Readonly<Record<string, Cell>>;

/** A column of rows that are handed to an engine in bulk. */
export interface StageColumn {
  readonly name: string;
  readonly type: Sql;
}

/** Statements inside one transaction of the single writer. */
export interface WriteTransaction {
  run(statement: Sql): Promise<void>;
  /** Creates or drops a stored table. */
  define(statement: Sql): Promise<void>;
  query(statement: Sql): Promise<Row[]>;
  /** Fills a temporary table, replacing one of that name, with rows in bulk: never one by one through parameters. */
  stage(
    table: string,
    columns: readonly StageColumn[],
    rows: Iterable<Readonly<Record<string, unknown>>>,
  ): Promise<void>;
  /**
   * How the engine reads a file of newline-delimited JSON by itself: given columns, a relation that reads the file whenever a
   * statement names it; keys that are no column are passed over. Absent where an engine reads no files.
   *
   * @returns null where the file is out of the engine's reach
   */
  readLines?(file: string): ((columns: readonly StageColumn[]) => Sql) | null;
}

/** A database, embedded or remote. */
export interface Engine {
  readonly dialect: Dialect;
  /** Runs queries that all see the same state; `work` may be run again, where an engine finds that they did not. */
  read<T>(work: (query: (statement: Sql) => Promise<Row[]>) => Promise<T>): Promise<T>;
  /** Runs one transaction: all of it, or, when `work` throws, nothing. Calls are queued: one writer at a time. */
  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
