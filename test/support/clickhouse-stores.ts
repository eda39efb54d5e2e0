import type { MetricsStore } from "@foresail/metrics";
import { FolderJournal, openClickHouseReader, openClickHouseStore } from "@foresail/metrics/clickhouse";
import type { Chdb } from "./chdb.ts";
import { fixedClock, newFolder } from "./stores.ts";

/** A store on ClickHouse with a journal of its own, and another that only reads the same database. */
export interface ClickHouseStores {
  readonly writer: MetricsStore;
  readonly reader: MetricsStore;
}

/** New stores on a database of their own; `removeFolders` takes the journal away. */
export async function newClickHouseStores(
  chdb: Chdb,
  now = "2026-03-01T12:00:00Z",
): Promise<ClickHouseStores> {
  const database = await chdb.newDatabase();
  const options = {
    url: "http://in-process.invalid",
    database,
    transport: chdb.transport(database),
    clock: fixedClock(now),
  };
  const journal = await FolderJournal.open(newFolder());
  return {
    writer: await openClickHouseStore({ ...options, journal }),
    reader: openClickHouseReader(options),
  };
}
