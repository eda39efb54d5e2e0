import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ForesailError, type JournaledStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { readConfig } from "./config-file.ts";
import { explainLock, runningServer } from "./server-file.ts";

/** Where a database is, and what time it is. */
export interface DatabaseOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly db: string;
  readonly clock?: (() => Date) | undefined;
  /** Where `foresail.config.ts` is looked for, and a file to read instead; no metrics of one's own if absent. */
  readonly config?: { readonly folder: string; readonly file?: string | undefined } | undefined;
}

/**
 * Opens the store of a database file.
 *
 * @throws {ForesailError} `invalid_definition` where the configuration is not valid; `database_locked`, naming the server that has it open; `database_unreadable`, naming the
 *   command that rebuilds it
 */
export async function openStore({ db, clock, config }: DatabaseOptions): Promise<JournaledStore> {
  const { metrics = [] } = config ? await readConfig(config.folder, config.file) : {};
  await checkPlace(db);
  return withLockExplained(db, () => openDuckDBStore({ file: db, metrics, ...(clock ? { clock } : {}) }));
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

/** Says what is wrong with a path before the engine calls it unreadable. */
async function checkPlace(db: string): Promise<void> {
  const folder = dirname(resolve(db));
  if (!(await isFolder(folder))) {
    throw new ForesailError(
      "database_unreadable",
      `no folder ${folder} for the database ${db}; make it, or give another --db`,
    );
  }
  if (await isFolder(db)) {
    throw new ForesailError(
      "database_unreadable",
      `${db} is a folder, not a database; give a file in it, as --db ${db}/foresail.duckdb`,
    );
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
