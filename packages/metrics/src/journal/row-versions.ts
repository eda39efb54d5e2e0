import type { TableName } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchHeader, JournalRow } from "./batch.ts";
import type { Journal } from "./journal.ts";

/** What a batch says of one row. */
export interface RowVersion {
  readonly header: BatchHeader;
  readonly row: JournalRow;
}

/**
 * All that the journal says of some rows of a tenant's table, in the order in which it holds: by when it was recorded,
 * then by batch. Reads the table's batches one by one.
 */
export async function rowVersions(
  journal: Journal,
  transaction: WriteTransaction,
  tenant: string,
  table: TableName,
  ids: ReadonlySet<string>,
): Promise<Map<string, RowVersion[]>> {
  const headers = (await journal.headers(transaction))
    .filter((header) => header.tenant === tenant && header.table === table)
    .sort((a, b) => (a.recordedAt === b.recordedAt ? a.seq - b.seq : a.recordedAt < b.recordedAt ? -1 : 1));
  const versions = new Map<string, RowVersion[]>();
  for (const header of headers) {
    for (const row of await journal.rows(header, transaction)) {
      if (!ids.has(row.id)) continue;
      const known = versions.get(row.id);
      if (known) known.push({ header, row });
      else versions.set(row.id, [{ header, row }]);
    }
  }
  return versions;
}
