import type { WriteTransaction } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import type { Dialect } from "../sql/dialect.ts";
import { freshnessOf } from "../store/data-version.ts";
import type { BatchHeader, JournalRow, NewBatch } from "./batch.ts";
import type { Journal } from "./journal.ts";
import { newestPublished, publishBatches } from "./published-batches.ts";

/**
 * A journal whose headers the database holds as well, so that readers without the journal know how fresh the data are.
 * Headers are added in the transaction that projects their batches.
 */
export class PublishedJournal implements Journal {
  readonly #journal: Journal;
  readonly #dialect: Dialect;

  constructor(journal: Journal, dialect: Dialect) {
    this.#journal = journal;
    this.#dialect = dialect;
  }

  /**
   * Headers of all batches, oldest first; those that the database lacks are added to it.
   *
   * @throws {ForesailError} `journal_corrupt` where the database was fed by another journal
   */
  async headers(transaction: WriteTransaction): Promise<readonly BatchHeader[]> {
    const headers = await this.#journal.headers(transaction);
    const newest = await newestPublished(transaction);
    if (newest !== null && headers[newest.seq - 1]?.checksum !== newest.checksum) {
      throw new ForesailError(
        "journal_corrupt",
        `batch ${newest.seq} of the database is not in this journal, so another journal fed it; open it with that one, or give an empty database`,
      );
    }
    const missing = headers.slice(newest?.seq ?? 0);
    if (missing.length > 0) {
      await publishBatches(transaction, this.#dialect, missing, (tenant) =>
        freshnessOf(headers.filter((header) => header.tenant === tenant)),
      );
    }
    return headers;
  }

  rows(header: BatchHeader, transaction: WriteTransaction): Promise<Iterable<JournalRow>> {
    return this.#journal.rows(header, transaction);
  }

  // No drafts: this engine reads no files of the server that feeds it.
  append(batch: NewBatch, transaction: WriteTransaction): Promise<BatchHeader> {
    return this.#journal.append(batch, transaction);
  }
}
