import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { file, fixture, importSource, values } from "../sources/support.ts";

describe.skipIf(!hasChdb)(`exports of a source on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let folder: string;

  beforeAll(async () => {
    chdb = Chdb.open();
    folder = await mkdtemp(join(tmpdir(), "foresail-clickhouse-source-"));
  });

  afterAll(async () => {
    chdb.close();
    await rm(folder, { recursive: true });
  });

  test("are rehearsed, imported, merged and undone as on DuckDB", async () => {
    const clock = { now: "2026-03-10T12:00:00Z" };
    const database = await chdb.newDatabase();
    const journal = await FolderJournal.open(join(folder, "journal"));
    const store = await openClickHouseStore({
      ...{ url: "http://unused", database, transport: chdb.transport(database), journal },
      clock: () => new Date(clock.now),
    });
    const deals = fixture("hubspot", "deal.csv", "deal-pipeline-stage.csv", "deal-contact.csv");
    const rehearsed = await importSource(store, deals, { dryRun: true });
    expect(rehearsed.map(({ table, batch }) => [table, batch])).toEqual([
      ["stages", null],
      ["opportunities", null],
    ]);
    expect(await values(store, "bookings")).toEqual([0, 0, 0]);
    await importSource(store, deals);
    expect(await values(store, "bookings")).toEqual([0, 1_200 + 800, 0]);
    clock.now = "2026-03-11T12:00:00Z";
    const merges = file("canonical_vid,vid_to_merge\n100,101\n", "merges.csv");
    const merged = await importSource(store, merges);
    // Person 101 was never imported; that it was merged is news all the same.
    expect(merged.map(({ table, accepted }) => [table, accepted])).toEqual([
      ["people", 1],
      ["opportunities", 1],
    ]);
    clock.now = "2026-03-12T12:00:00Z";
    expect(await store.undoImport("default", 2)).toMatchObject({
      table: "opportunities",
      removed: 4,
      kept: 1,
    });
    await store.close();
  });
});
