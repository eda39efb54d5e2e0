import type { BatchTable } from "../journal/batch-table.ts";
import type { Dialect } from "../sql/dialect.ts";
import { id, type Sql, sql, storedTable } from "../sql/sql.ts";

/** Whose rows a query sees, and as they were known when. The tenant comes from the caller's credential. */
export interface Scope {
  readonly tenant: string;
  /** An instant in UTC, ISO 8601; null for what is known now. */
  readonly asOf: string | null;
}

/**
 * The condition that a version of a row is the one known at a scope's moment; the news that it was deleted is a version too.
 *
 * @param alias - of the table, where the statement has others
 */
export function isKnown(scope: Scope, dialect: Dialect, alias?: string): Sql {
  if (scope.tenant === "") throw new Error("a query needs a tenant");
  const of = alias === undefined ? sql`` : sql`${id(alias)}.`;
  const current = sql`${of}superseded_at is null`;
  const at = scope.asOf === null ? null : dialect.timestamp(scope.asOf);
  const version =
    at === null ? current : sql`${of}recorded_at <= ${at} and (${current} or ${of}superseded_at > ${at})`;
  return sql`${of}tenant = ${scope.tenant} and ${version}`;
}

/** What a statement reads a table by: the table, and the condition on each of its rows. Neither serves without the other. */
interface KnownRows {
  readonly table: Sql;
  readonly known: Sql;
}

/**
 * A table as a tenant sees it at a moment: the one door to tables. No other module of the query path names one.
 *
 * Current: no version has replaced it. As of t: recorded by t, and not replaced by then. Deleted rows are left out.
 *
 * @param alias - of the table, where the statement has others
 */
export function knownRows(table: BatchTable, scope: Scope, dialect: Dialect, alias?: string): KnownRows {
  const of = alias === undefined ? sql`` : sql`${id(alias)}.`;
  return {
    table: storedTable(table, scope.tenant),
    known: sql`${isKnown(scope, dialect, alias)} and not ${of}deleted`,
  };
}

/** The same as a relation of its own, in the place of a table. */
export function relation(table: BatchTable, scope: Scope, dialect: Dialect): Sql {
  const rows = knownRows(table, scope, dialect);
  return sql`(select * from ${rows.table} where ${rows.known})`;
}

/** All versions of a table's rows that were recorded by a moment, with the moments between which each held. */
export function versions(table: BatchTable, scope: Scope, dialect: Dialect): Sql {
  if (scope.tenant === "") throw new Error("a query needs a tenant");
  const known = scope.asOf === null ? sql`` : sql` and recorded_at <= ${dialect.timestamp(scope.asOf)}`;
  return sql`(select * from ${storedTable(table, scope.tenant)} where tenant = ${scope.tenant} and not deleted${known})`;
}
