import type { Snapshot } from "@foresail/client";
import { canonicalJson } from "@foresail/forecast";
import type { NewSnapshot } from "@foresail/metrics";
import { hex } from "../http/entity-tag.ts";

/** A forecast before it has a name. */
export type UnnamedSnapshot = Omit<Snapshot, "id" | "contentHash" | "recordedAt">;

/**
 * Names a snapshot by its content, the SHA-256 of its canonical JSON: the same content has the same name, whenever and
 * wherever it is frozen, and anyone can check that it was not changed.
 */
export async function identifySnapshot(snapshot: UnnamedSnapshot): Promise<NewSnapshot> {
  const content = new TextEncoder().encode(canonicalJson(snapshot));
  const contentHash = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", content)));
  return { id: contentHash.slice(0, 16), contentHash, ...snapshot };
}
