import { createHash } from "node:crypto";
import type { BatchHeader } from "../journal/batch.ts";
import { isOtherTable } from "../journal/batch-table.ts";
import type { Freshness } from "./store.ts";

/** A short name of the state of a tenant's data: how many batches, and a hash of what they hold. */
function dataVersionOf(headers: readonly BatchHeader[]): string {
  const digest = createHash("sha256");
  for (const header of headers)
    digest.update(`${header.seq}:${header.table}:${header.recordedAt}:${header.checksum}\n`);
  return `${headers.length}-${digest.digest("hex").slice(0, 12)}`;
}

/** How fresh a tenant's data are, from the tenant's batches. */
export function freshnessOf(headers: readonly BatchHeader[]): Freshness {
  const recordedAt = headers
    .filter(({ table }) => !isOtherTable(table))
    .map((header) => header.recordedAt)
    .sort()
    .at(-1);
  return { dataVersion: dataVersionOf(headers), recordedAt: recordedAt ?? null };
}
