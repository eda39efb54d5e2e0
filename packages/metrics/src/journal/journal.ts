import type { WriteTransaction } from "../engine/engine.ts";
import type { BatchHeader, JournalRow, NewBatch } from "./batch.ts";

/** The truth: accepted batches in order. Engine tables are a projection of it. */
export interface Journal {
  /** Headers of all batches, oldest first. */
  headers(transaction: WriteTransaction): Promise<readonly BatchHeader[]>;
  /** The rows of one batch, checked against its checksum. */
  rows(header: BatchHeader, transaction: WriteTransaction): Promise<Iterable<JournalRow>>;
  /** Makes a batch durable. The caller commits the transaction next and only then acknowledges the batch. */
  append(batch: NewBatch, transaction: WriteTransaction): Promise<BatchHeader>;
}
