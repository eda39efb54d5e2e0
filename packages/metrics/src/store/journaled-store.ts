import type { BatchHeader, JournalRow, NewBatch } from "../journal/batch.ts";
import type { BatchTable } from "../journal/batch-table.ts";
import type { MetricsStore } from "./store.ts";

/** A batch of a store's journal. */
export interface JournaledBatch {
  readonly header: BatchHeader;
  /** Its rows, checked against its checksum. */
  rows(): Promise<readonly JournalRow[]>;
}

/** A store that holds its journal: it can be copied from, and into. */
export interface JournaledStore extends MetricsStore {
  /** A tenant's batches, oldest first. */
  batches(tenant: string): Promise<readonly JournaledBatch[]>;
  /** Brings batches in as another journal has them, with their own times. */
  replay(batches: readonly NewBatch[]): Promise<void>;
  /** How many rows of each table are known now, and not deleted; tables without any are left out. */
  rowCounts(tenant: string): Promise<Readonly<Partial<Record<BatchTable, number>>>>;
}
