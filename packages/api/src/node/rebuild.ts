import { type RebuildReport, rebuildDuckDBStore } from "@foresail/metrics/duckdb";
import { type DatabaseOptions, withLockExplained } from "./open-store.ts";

/**
 * Restores a database from its journal. An unreadable file is put aside, never deleted.
 *
 * @throws {ForesailError} `database_locked`, `journal_corrupt`
 */
export function rebuild({ db, clock }: DatabaseOptions): Promise<RebuildReport> {
  return withLockExplained(db, () => rebuildDuckDBStore({ file: db, ...(clock ? { clock } : {}) }));
}
