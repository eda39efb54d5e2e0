import { type ClickHouseReaderOptions, clickhouseEngine } from "./clickhouse-reader.ts";
import type { Journal } from "./journal/journal.ts";
import { publishedBatchesLayout } from "./journal/published-batches.ts";
import { PublishedJournal } from "./journal/published-journal.ts";
import type { JournaledStore } from "./store/journaled-store.ts";
import type { RejectsSink } from "./store/rejects-sink.ts";
import { SqlStore } from "./store/sql-store.ts";

export { type ClickHouseReaderOptions, openClickHouseReader } from "./clickhouse-reader.ts";
export {
  ClickHouseFault,
  type ClickHouseRequest,
  type ClickHouseTransport,
} from "./engine/clickhouse-transport.ts";
export { FolderJournal } from "./journal/folder-journal.ts";
export type { Journal } from "./journal/journal.ts";

/** Where ClickHouse is, and the journal that feeds it. */
export interface ClickHouseStoreOptions extends ClickHouseReaderOptions {
  /** The truth, as `await FolderJournal.open(folder)`. */
  readonly journal: Journal;
  /** Whether several servers keep the same tables, in a database with the engine Replicated; false by default. */
  readonly replicated?: boolean;
  /** Where rejected rows go; without one they are only reported. */
  readonly rejects?: RejectsSink;
}

const hourMs = 3_600_000;

/**
 * Opens a store in a ClickHouse database, creating tables where they are missing and projecting the batches that the
 * database lacks. One process may do so at a time; without a journal, and at the edge, `openClickHouseReader` reads.
 *
 * @throws {ForesailError} `database_unreachable`, `database_denied`, `database_unreadable`; `journal_corrupt` where
 *   another journal fed the database
 */
export async function openClickHouseStore(options: ClickHouseStoreOptions): Promise<JournaledStore> {
  const { journal, rejects, metrics } = options;
  const engine = clickhouseEngine(options, hourMs);
  await engine.write((transaction) =>
    transaction.run(engine.dialect.createTable(publishedBatchesLayout(engine.dialect))),
  );
  return SqlStore.open({
    engine,
    journal: new PublishedJournal(journal, engine.dialect),
    clock: options.clock ?? (() => new Date()),
    rejects: rejects ?? null,
    ...(metrics === undefined ? {} : { metrics }),
  });
}
