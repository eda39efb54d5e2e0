import type { MetricsStore } from "./store/store.ts";

/** Where the database is and what the store takes from its surroundings. */
export interface DuckDBStoreOptions {
  /** DuckDB's file; the folder `FILE.journal/` beside it is the truth. */
  readonly file: string;
  /** The current time; tests pass a fixed one. */
  readonly clock?: () => Date;
}

/** Opens, or creates, a store in one DuckDB file. */
export declare function openDuckDBStore(options: DuckDBStoreOptions): Promise<MetricsStore>;

/** What a rebuild did. */
export interface RebuildReport {
  readonly batches: number;
  readonly rows: number;
  /** Where an unreadable database was put aside; null where it was deleted or absent. */
  readonly setAside: string | null;
}

/** Restores the database of `file` from its journal. */
export declare function rebuildDuckDBStore(options: DuckDBStoreOptions): Promise<RebuildReport>;
