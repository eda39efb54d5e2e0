import { createHash } from "node:crypto";
import type { BatchHeader } from "../journal/batch.ts";

/** A short name of the state of a tenant's data: how many batches, and a hash of what they hold. */
export function dataVersionOf(headers: readonly BatchHeader[]): string {
  const digest = createHash("sha256");
  for (const header of headers)
    digest.update(`${header.seq}:${header.table}:${header.recordedAt}:${header.checksum}\n`);
  return `${headers.length}-${digest.digest("hex").slice(0, 12)}`;
}
