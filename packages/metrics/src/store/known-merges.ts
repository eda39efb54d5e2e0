import type { TableName } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { Merge } from "../ingest/compile-row-rules.ts";
import { survivorIn } from "../journal/batch.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, sql, storedTable } from "../sql/sql.ts";

/**
 * The records of a tenant's table that are merged into others, each with the one that its source named; that one may be
 * merged in its turn. A record that a later import has brought back is merged no more.
 *
 * @param asOf - an instant in UTC, ISO 8601; null for what is known now
 */
export async function knownMerges(
  table: TableName,
  { tenant, asOf }: { readonly tenant: string; readonly asOf: string | null },
  { transaction, dialect }: { readonly transaction: WriteTransaction; readonly dialect: Dialect },
): Promise<readonly Merge[]> {
  const at = asOf === null ? null : dialect.timestamp(asOf);
  const version =
    at === null
      ? sql`superseded_at is null`
      : sql`recorded_at <= ${at} and (superseded_at is null or superseded_at > ${at})`;
  const rows = await transaction.query(sql`${comment("records that are merged into others")}
select id, content_hash from ${storedTable(table, tenant)}
where tenant = ${tenant} and deleted and content_hash <> '' and ${version} order by id`);
  return rows.flatMap((row) => {
    const into = survivorIn(String(row.content_hash));
    return into === null ? [] : [{ from: String(row.id), into }];
  });
}
