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
  /**
   * Writes a batch beside the journal, to be appended or discarded later, so that an engine can read it while it is being
   * made durable. Absent in a journal that is not made of files.
   */
  draft?(batch: NewBatch): Promise<DraftBatch>;
  /**
   * The file that holds a batch, after a check against its checksum. Absent in a journal that is not made of files.
   *
   * @throws {ForesailError} `journal_corrupt`
   */
  segment?(header: BatchHeader): Promise<string>;
}

/** A batch that is written, and no part of the journal yet: a crash leaves nothing of it. */
export interface DraftBatch {
  /** As the journal will number it. */
  readonly header: BatchHeader;
  /** Where it lies until it is appended or discarded: its header as a line of JSON, then a line for each row. */
  readonly file: string;
  /** Makes it durable and a part of the journal. */
  append(): Promise<BatchHeader>;
  discard(): Promise<void>;
}
