import { access, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { MetricDefinition } from "./catalogue/definition.ts";
import { DuckDBEngine } from "./engine/duckdb-engine.ts";
import { ForesailError } from "./errors.ts";
import { FolderJournal } from "./journal/folder-journal.ts";
import { prepareSchema, readProgress } from "./projection/schema.ts";
import type { JournaledStore } from "./store/journaled-store.ts";
import { RejectsFolder } from "./store/rejects-folder.ts";
import { SqlStore } from "./store/sql-store.ts";

export { type ExamineOptions, examineDuckDBStore } from "./doctor/examine-duckdb.ts";
export type { Finding } from "./doctor/finding.ts";

/** Where the database is and what the store takes from its surroundings. */
export interface DuckDBStoreOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly file: string;
  /** The current time; tests pass a fixed one. */
  readonly clock?: () => Date;
  /** Metrics of the owner's own, beside the built-in ones. */
  readonly metrics?: readonly MetricDefinition[];
  /** Memory that DuckDB may take, such as `2GB`. */
  readonly memoryLimit?: string;
  /** Longest time of one statement. */
  readonly queryTimeoutMs?: number;
}

const journalFolder = (file: string): string => `${file}.journal`;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Opens, or creates, a store in one DuckDB file. Batches of the journal that the file lacks are projected first, so a
 * deleted database comes back by itself.
 *
 * @throws {ForesailError} `database_locked`, `database_unreadable` or `journal_corrupt`
 */
export async function openDuckDBStore(options: DuckDBStoreOptions): Promise<JournaledStore> {
  const file = resolve(options.file);
  const engine = await DuckDBEngine.open({
    file,
    folder: journalFolder(file),
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    queryTimeoutMs: options.queryTimeoutMs ?? 600_000,
  });
  try {
    return await SqlStore.open({
      engine,
      journal: await FolderJournal.open(journalFolder(file)),
      clock: options.clock ?? (() => new Date()),
      rejects: new RejectsFolder(`${file}.rejects`),
      ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** What a rebuild did. */
export interface RebuildReport {
  readonly batches: number;
  readonly rows: number;
  /** Where an unreadable database was put aside; null where it was readable or absent. */
  readonly setAside: string | null;
}

/** What `read` finds in a database; null where it cannot be read. */
async function ifReadable<T>(file: string, read: (engine: DuckDBEngine) => Promise<T>): Promise<T | null> {
  try {
    const engine = await DuckDBEngine.open({ file, folder: journalFolder(file) });
    try {
      return await read(engine);
    } finally {
      await engine.close();
    }
  } catch (error) {
    if (error instanceof ForesailError && error.code === "database_unreadable") return null;
    throw error;
  }
}

/** How many batches the database holds. */
function batchesIn(engine: DuckDBEngine): Promise<number> {
  return engine.write(async (transaction) => {
    await prepareSchema(transaction, engine.dialect);
    return readProgress(transaction);
  });
}

/**
 * Restores the database of `file` from its journal: whatever the file holds is replaced.
 *
 * An unreadable file is put aside rather than deleted, since it may be something else that was named by mistake.
 *
 * @throws {ForesailError} `database_unreadable` where there is no journal to rebuild from; `database_locked`;
 *   `journal_corrupt`, also where the database holds more batches than its journal
 */
export async function rebuildDuckDBStore(options: DuckDBStoreOptions): Promise<RebuildReport> {
  const file = resolve(options.file);
  const folder = journalFolder(file);
  const hasJournal = await exists(folder);
  // Locked or not comes first: opening the journal sweeps away what a running import is about to move into place.
  if (hasJournal && (await exists(file))) await ifReadable(file, async () => undefined);
  const journal = hasJournal ? await FolderJournal.open(folder) : null;
  const headers = (await journal?.headers()) ?? [];
  if (!journal || headers.length === 0) {
    throw new ForesailError(
      "database_unreadable",
      `${options.file} has no journal ${options.file}.journal to rebuild from; nothing was changed; check --db`,
    );
  }
  for (const header of headers) await journal.segment(header);
  let setAside: string | null = null;
  if (await exists(file)) {
    const batches = await ifReadable(file, batchesIn);
    if (batches !== null && batches > headers.length) {
      throw new ForesailError(
        "journal_corrupt",
        `${options.file} holds ${batches} batches, its journal ${headers.length}; restore the journal's folder from a backup; nothing was changed`,
      );
    }
    if (batches === null) {
      setAside = `${file}.unreadable-${(options.clock ?? (() => new Date()))().getTime()}`;
      await rename(file, setAside);
    } else {
      await rm(file);
    }
    await rm(`${file}.wal`, { force: true });
  }
  const store = await openDuckDBStore(options);
  await store.close();
  return { batches: headers.length, rows: headers.reduce((sum, header) => sum + header.rows, 0), setAside };
}
