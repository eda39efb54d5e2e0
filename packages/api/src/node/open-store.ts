import { ForesailError, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { explainLock, runningServer } from "./server-file.ts";

/** Where a database is, and what time it is. */
export interface DatabaseOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly db: string;
  readonly clock?: (() => Date) | undefined;
}

/**
 * Opens the store of a database file.
 *
 * @throws {ForesailError} `database_locked`, naming the server that has it open; `database_unreadable`, naming the
 *   command that rebuilds it
 */
export async function openStore({ db, clock }: DatabaseOptions): Promise<MetricsStore> {
  return withLockExplained(db, () => openDuckDBStore({ file: db, ...(clock ? { clock } : {}) }));
}

/** Runs what opens a database, and says who has it open where that fails for this reason. */
export async function withLockExplained<T>(db: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "database_locked") throw error;
    throw new ForesailError("database_locked", explainLock(db, await runningServer(db)), { cause: error });
  }
}
