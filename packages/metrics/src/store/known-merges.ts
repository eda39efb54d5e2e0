import type { TableName } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { Merge } from "../ingest/compile-row-rules.ts";
import { survivorIn } from "../journal/batch.ts";
import { isKnown, type Scope } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, sql, storedTable } from "../sql/sql.ts";

/**
 * The records of a tenant's table that are merged into others, each with the one that its source named; that one may be
 * merged in its turn. A record that a later import has brought back is merged no more.
 *
 * @param scope - as of when
 */
export async function knownMerges(
  table: TableName,
  scope: Scope,
  { transaction, dialect }: { readonly transaction: WriteTransaction; readonly dialect: Dialect },
): Promise<readonly Merge[]> {
  const rows = await transaction.query(sql`${comment("records that are merged into others")}
select id, content_hash from ${storedTable(table, scope.tenant)}
where ${isKnown(scope, dialect)} and deleted and content_hash <> '' order by id`);
  return rows.flatMap((row) => {
    const into = survivorIn(String(row.content_hash));
    return into === null ? [] : [{ from: String(row.id), into }];
  });
}
