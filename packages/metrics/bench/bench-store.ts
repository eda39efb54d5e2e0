import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBEngine } from "../src/engine/duckdb-engine.ts";
import type { Engine } from "../src/engine/engine.ts";
import { FolderJournal } from "../src/journal/folder-journal.ts";
import { SqlStore } from "../src/store/sql-store.ts";
import type { MetricsStore } from "../src/store/store.ts";
import { now } from "./company.ts";
import { generateTables } from "./generate-tables.ts";
import { timed } from "./timing.ts";

/** A store on generated data, and the engine under it, so that other SQL runs on the same instance. */
export interface BenchStore {
  readonly store: MetricsStore;
  readonly engine: Engine;
}

/** How the data are made, and how the store is opened. */
export interface BenchOptions {
  readonly rows: number;
  readonly seed: number;
  /** Answers that are kept; 0 for none. */
  readonly keptAnswers: number;
  readonly memoryLimit?: string;
}

/** Raised when the generated data change. */
const generation = 1;

/** Opens a store on generated data. They are made once, and stay in the folder for temporary files. */
export async function openBenchStore(options: BenchOptions): Promise<BenchStore> {
  const { rows, seed, keptAnswers, memoryLimit } = options;
  const file = join(tmpdir(), `foresail-bench-${generation}-${rows}-${seed}.duckdb`);
  const folder = `${file}.journal`;
  await mkdir(folder, { recursive: true });
  if (!existsSync(file)) {
    const engine = await DuckDBEngine.open({ file, folder });
    try {
      const { ms } = await timed(() => generateTables(engine, rows, seed));
      console.log(`generated ${rows} rows in ${(ms / 1000).toFixed(1)} s: ${file}`);
    } catch (error) {
      await engine.close();
      await rm(file);
      throw error;
    }
    await engine.close();
  }
  const limits = memoryLimit === undefined ? {} : { memoryLimit };
  const engine = await DuckDBEngine.open({ file, folder, ...limits });
  const journal = await FolderJournal.open(folder);
  const store = await SqlStore.open({ engine, journal, clock: () => now, rejects: null, keptAnswers });
  return { store, engine };
}
