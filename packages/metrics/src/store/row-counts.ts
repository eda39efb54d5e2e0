import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import { projectedTables } from "../projection/schema.ts";
import { relation } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { join, sql } from "../sql/sql.ts";

/** How many rows of each table a tenant has now; tables without any are left out. */
export async function rowCounts(
  transaction: Pick<WriteTransaction, "query">,
  dialect: Dialect,
  tenant: string,
): Promise<Readonly<Partial<Record<BatchTable, number>>>> {
  const integer = dialect.columnType("integer");
  const counts = projectedTables.map(
    (table) =>
      sql`select ${dialect.text(table)} as name, cast(count(*) as ${integer}) as n from ${relation(table, { tenant, asOf: null }, dialect)} as t`,
  );
  const rows = await transaction.query(join(counts, "\nunion all\n"));
  return Object.fromEntries(rows.filter(({ n }) => Number(n) > 0).map(({ name, n }) => [name, Number(n)]));
}
