import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { Query, ReportRequest } from "@foresail/client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { openClickHouseReader } from "../../src/clickhouse-reader.ts";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import type { MetricsStore } from "../../src/store/store.ts";

type Open = (folder: string, clock: () => Date) => Promise<MetricsStore>;

const now = new Date("2026-03-10T12:00:00Z");
const closed = {
  code: "store_closed",
  message:
    "the store was closed before this had its turn, and nothing of it was written; open the store again, and close it after the last answer",
};

/** A deal won on 10 January. */
const won = (store: MetricsStore, id: string, amount: number) =>
  store.importRecords("default", "opportunities", {
    rows: [{ id, outcome: "won", closed_at: "2026-01-10", amount }],
    full: false,
    strict: true,
  });

/** Bookings of January, asked for with an end of its own so that no kept answer is found. */
async function bookings(store: MetricsStore, lastDay = 1): Promise<number | null | undefined> {
  const to = new Date(Date.UTC(2026, 1, lastDay)).toISOString().slice(0, 10);
  const { series } = await store.query(
    "default",
    Query.parse({ metrics: ["bookings"], from: "2026-01-01", to }),
  );
  return series[0]?.points[0]?.value;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-close-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** What holds of a store on every engine; `open` opens the same database again. */
function closes(newDatabase: () => Promise<Open>): void {
  test("an import under way is finished, what stands behind it is refused", async () => {
    const [open, folder] = [await newDatabase(), await newFolder()];
    let closing: Promise<void> | undefined;
    // The clock is read inside an import's transaction.
    let close = () => {};
    const store = await open(folder, () => {
      close();
      return now;
    });
    await won(store, "1", 10);
    close = () => {
      closing ??= store.close();
    };
    const outcomes = await Promise.allSettled([won(store, "2", 200), won(store, "3", 3_000)]);
    await closing;
    expect(outcomes[0]).toMatchObject({ status: "fulfilled", value: { accepted: 1 } });
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: closed });
    const again = await open(folder, () => now);
    expect(await bookings(again)).toBe(210);
    await again.close();
  });

  test("settings that are being saved are told as saved", async () => {
    const [open, folder] = [await newDatabase(), await newFolder()];
    let close = () => {};
    const store = await open(folder, () => {
      close();
      return now;
    });
    close = () => void store.close();
    expect(await store.saveSettings("default", { timeZone: "Asia/Tokyo" })).toMatchObject({
      timeZone: "Asia/Tokyo",
    });
    await store.close();
  });

  test("queries that wait are answered or refused by name", async () => {
    const [open, folder] = [await newDatabase(), await newFolder()];
    const store = await open(folder, () => now);
    await won(store, "1", 10);
    await bookings(store);
    const asked = Array.from({ length: 20 }, (_, at) => bookings(store, at + 2));
    const outcomes = Promise.allSettled(asked);
    await setImmediate();
    await store.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject(outcome.status === "fulfilled" ? { value: 10 } : { reason: closed });
    }
  });

  test("what is asked for later is refused, kept answers too, and a second close changes nothing", async () => {
    const [open, folder] = [await newDatabase(), await newFolder()];
    const store = await open(folder, () => now);
    await won(store, "1", 10);
    expect(await bookings(store)).toBe(10);
    await Promise.all([store.close(), store.close()]);
    await store.close();
    const report = ReportRequest.parse({ report: "pipeline", from: "2026-01-01", to: "2026-02-01" });
    const asked = [
      () => bookings(store),
      () => bookings(store, 20),
      () => won(store, "2", 20),
      () => store.report("default", report),
      () => store.settings("default"),
      () => store.saveSettings("default", { timeZone: "Asia/Tokyo" }),
      () => store.freshness("default"),
      () => store.snapshots("default", null),
      () => store.undoImport("default", 1),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject(closed);
  });
}

describe("closing a store on DuckDB", () => {
  closes(async () => (folder, clock) => openDuckDBStore({ file: join(folder, "x.duckdb"), clock }));
});

describe("closing a store on PostgreSQL", () => {
  closes(async () => {
    const client = await PGlite.create();
    return (_folder, clock) => openPostgresStore({ client, clock });
  });

  test("the connection stays the caller's", async () => {
    const client = await PGlite.create();
    const store = await openPostgresStore({ client, clock: () => now });
    await store.close();
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
});

describe.skipIf(!hasChdb)(`closing a store on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  beforeAll(async () => {
    chdb = Chdb.open();
  });
  afterAll(() => chdb.close());

  closes(async () => {
    const database = await chdb.newDatabase();
    return async (folder, clock) =>
      openClickHouseStore({
        url: "http://unused",
        database,
        transport: chdb.transport(database),
        clock,
        journal: await FolderJournal.open(join(folder, "journal")),
      });
  });

  test("a reader refuses what is asked for later", async () => {
    const database = await chdb.newDatabase();
    const transport = chdb.transport(database);
    const reader = openClickHouseReader({ url: "http://unused", database, transport, clock: () => now });
    await Promise.all([reader.close(), reader.close()]);
    await expect(bookings(reader)).rejects.toMatchObject(closed);
    await expect(reader.freshness("default")).rejects.toMatchObject(closed);
  });
});
