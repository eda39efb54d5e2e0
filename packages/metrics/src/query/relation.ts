import type { BatchTable } from "../journal/batch-table.ts";
import type { Dialect } from "../sql/dialect.ts";
import { type Sql, sql, storedTable } from "../sql/sql.ts";

/** Whose rows a query sees, and as they were known when. The tenant comes from the caller's credential. */
export interface Scope {
  readonly tenant: string;
  /** An instant in UTC, ISO 8601; null for what is known now. */
  readonly asOf: string | null;
}

/**
 * A table as a tenant sees it at a moment: the one door to tables. No other module of the query path names one.
 *
 * Current: no version has replaced it. As of t: recorded by t, and not replaced by then. Deleted rows are left out.
 */
export function relation(table: BatchTable, scope: Scope, dialect: Dialect): Sql {
  if (scope.tenant === "") throw new Error("a query needs a tenant");
  const known =
    scope.asOf === null
      ? sql`superseded_at is null`
      : sql`recorded_at <= ${dialect.timestamp(scope.asOf)} and (superseded_at is null or superseded_at > ${dialect.timestamp(scope.asOf)})`;
  return sql`(select * from ${storedTable(table, scope.tenant)} where tenant = ${scope.tenant} and ${known} and not deleted)`;
}

/** All versions of a table's rows that were recorded by a moment, with the moments between which each held. */
export function versions(table: BatchTable, scope: Scope, dialect: Dialect): Sql {
  if (scope.tenant === "") throw new Error("a query needs a tenant");
  const known = scope.asOf === null ? sql`` : sql` and recorded_at <= ${dialect.timestamp(scope.asOf)}`;
  return sql`(select * from ${storedTable(table, scope.tenant)} where tenant = ${scope.tenant} and not deleted${known})`;
}
