/** Merges are remembered: rows that name a merged record later are told of. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ImportMap, type ImportReport, Query } from "@foresail/client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { openDuckDBStore, rebuildDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import type { MetricsStore } from "../../src/store/store.ts";
import { type Clock, file, importSource, values } from "../sources/support.ts";

type Open = (folder: string, clock: () => Date) => Promise<MetricsStore>;

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-merged-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const people = (store: MetricsStore, ...ids: string[]) =>
  store.importFiles("default", {
    table: "people",
    files: file(`id,channel\n${ids.map((id) => `${id},Web\n`).join("")}`),
    full: false,
    strict: true,
  });

/** Deals called d1, d2 ... of these people, which differ from import to import by their amount. */
async function deals(store: MetricsStore, amount: number, ...persons: string[]): Promise<ImportReport> {
  const rows = persons.map((person, at) => `d${at + 1},won,2026-02-01,a,${person},${amount},2026-01-01\n`);
  const text = `id,outcome,closed_at,account_id,person_id,amount,created_at\n${rows.join("")}`;
  const files = file(text);
  return store.importFiles("default", { table: "opportunities", files, full: false, strict: true });
}

/** Merges as HubSpot tells them: each pair is the survivor and what was merged into it. */
const merge = (store: MetricsStore, ...pairs: [into: string, from: string][]) =>
  importSource(
    store,
    file(`canonical_vid,vid_to_merge\n${pairs.map((pair) => `${pair.join(",")}\n`).join("")}`),
  );

/** What an import says of people. */
const ofPeople = ({ warnings }: ImportReport) =>
  warnings
    .filter(({ column }) => column === "person_id")
    .map(({ code, count, examples }) => [code, count, examples]);

function remembers(newDatabase: () => Promise<Open>): void {
  const begin = async (): Promise<{ store: MetricsStore; clock: Clock }> => {
    const [open, folder] = [await newDatabase(), await newFolder()];
    const clock = { now: "2026-03-01T12:00:00Z" };
    const store = await open(folder, () => new Date(clock.now));
    onTestFinished(() => store.close());
    return { store, clock };
  };

  test("a later file that names a merged record is told which one it is now", async () => {
    const { store, clock } = await begin();
    await people(store, "1", "2", "3");
    await merge(store, ["1", "2"]);
    clock.now = "2026-03-02T12:00:00Z";
    const report = await deals(store, 10, "2", "2", "1", "9");
    expect(report.accepted).toBe(4);
    expect(report.warnings.filter(({ column }) => column === "person_id")).toEqual([
      expect.objectContaining({ code: "unknown_reference", count: 1, examples: ["9"] }),
      {
        code: "merged_reference",
        column: "person_id",
        count: 2,
        examples: ["2"],
        message:
          "2 rows name by person_id a record of people that was merged: 2 (now 1); they match nothing until the source's merges are imported again, with these rows or after them",
      },
    ]);
    // As the message says, the merges mend it; they are known already.
    clock.now = "2026-03-03T12:00:00Z";
    const again = await merge(store, ["1", "2"]);
    expect(again.map(({ table, accepted, unchanged }) => [table, accepted, unchanged])).toEqual([
      ["people", 0, 1],
      ["opportunities", 2, 0],
    ]);
    expect(ofPeople(await deals(store, 10, "1", "1", "1"))).toEqual([]);
  });

  test("merges of records that were never here count too, through chains, and cycles end", async () => {
    const { store } = await begin();
    // The chain comes in two files, its end first, and before anyone is known.
    await merge(store, ["2", "3"]);
    await merge(store, ["1", "2"], ["8", "7"], ["7", "8"]);
    await people(store, "1");
    expect(ofPeople(await deals(store, 10, "3", "2", "7"))).toEqual([
      ["unknown_reference", 1, ["7"]],
      ["merged_reference", 2, ["2", "3"]],
    ]);
    const { warnings } = await deals(store, 20, "3");
    expect(warnings.find(({ code }) => code === "merged_reference")?.message).toContain(
      "1 row names by person_id a record of people that was merged: 3 (now 1);",
    );
    // A later file closes the circle: nobody is left to stand for the others.
    await merge(store, ["3", "1"]);
    expect(ofPeople(await deals(store, 30, "3"))).toEqual([["unknown_reference", 1, ["3"]]]);
  });

  test("a merge is forgotten with the import that told of it, and where the record comes back", async () => {
    const { store, clock } = await begin();
    await people(store, "1", "2", "4");
    const [merged] = await merge(store, ["1", "2"], ["1", "4"], ["1", "5"]);
    expect(merged).toMatchObject({ accepted: 3, unchanged: 0 });
    clock.now = "2026-03-02T12:00:00Z";
    await people(store, "4");
    expect(ofPeople(await deals(store, 10, "2", "4", "5"))).toEqual([["merged_reference", 2, ["2", "5"]]]);
    clock.now = "2026-03-03T12:00:00Z";
    await store.undoImport("default", merged?.batch ?? 0);
    expect(ofPeople(await deals(store, 20, "2", "4", "5"))).toEqual([["unknown_reference", 1, ["5"]]]);
  });

  test("a merge that is backfilled is known from its moment on, whatever came before it", async () => {
    const { store, clock } = await begin();
    await people(store, "1", "2");
    clock.now = "2026-03-04T12:00:00Z";
    const dated = { recordedAt: "2026-03-02T00:00:00Z" };
    const merges = file("canonical_vid,vid_to_merge\n1,2\n");
    expect((await importSource(store, merges, dated))[0]).toMatchObject({ accepted: 1 });
    expect((await importSource(store, merges, dated))[0]).toMatchObject({ accepted: 0, batch: null });
    expect(ofPeople(await deals(store, 10, "2"))).toEqual([["merged_reference", 1, ["2"]]]);
    // What another tenant has merged is its own affair.
    const other = await store.importRecords("other", "opportunities", {
      rows: [{ id: "d", outcome: "won", closed_at: "2026-02-01", person_id: "2" }],
      full: false,
      strict: true,
    });
    expect(ofPeople(other)).toEqual([["unknown_reference", 1, ["2"]]]);
  });

  test("a merge that is backfilled says nothing that was known later", async () => {
    const { store, clock } = await begin();
    await people(store, "1", "2");
    await deals(store, 10, "2");
    clock.now = "2026-03-03T12:00:00Z";
    await deals(store, 30, "2");
    clock.now = "2026-03-05T12:00:00Z";
    const merges = file("canonical_vid,vid_to_merge\n1,2\n");
    await importSource(store, merges, { recordedAt: "2026-03-02T00:00:00Z" });
    const february = { from: "2026-02-01", to: "2026-03-01" };
    const believed = (asOf?: string) =>
      values(store, "bookings", asOf === undefined ? february : { ...february, asOf });
    expect(await believed("2026-03-01T13:00:00Z")).toEqual([10]);
    expect(await believed("2026-03-02T13:00:00Z")).toEqual([10]);
    expect(await believed()).toEqual([30]);
  });
}

describe("merged records on DuckDB", () => {
  remembers(async () => (folder, clock) => openDuckDBStore({ file: join(folder, "x.duckdb"), clock }));

  test("survive a rebuild from the journal", async () => {
    const path = join(await newFolder(), "x.duckdb");
    const options = { file: path, clock: () => new Date("2026-03-01T12:00:00Z") };
    const store = await openDuckDBStore(options);
    await people(store, "1", "2");
    await merge(store, ["1", "2"], ["1", "6"]);
    await store.close();
    await rebuildDuckDBStore(options);
    const rebuilt = await openDuckDBStore(options);
    onTestFinished(() => rebuilt.close());
    expect(ofPeople(await deals(rebuilt, 10, "2", "6"))).toEqual([["merged_reference", 2, ["2", "6"]]]);
  });
});

describe("a map of one's own", () => {
  const begin = async (): Promise<MetricsStore> => {
    const clock = () => new Date("2026-03-01T12:00:00Z");
    const store = await openDuckDBStore({ file: join(await newFolder(), "x.duckdb"), clock });
    onTestFinished(() => store.close());
    await people(store, "1", "2");
    await deals(store, 10, "2");
    return store;
  };
  const persons = async (store: MetricsStore) => {
    const february = { from: "2026-02-01", to: "2026-03-01", grain: "month" } as const;
    const { series } = await store.query(
      "default",
      Query.parse({ ...february, metrics: ["bookings"], by: ["person_id"] }),
    );
    return series.map(({ dimensions, points }) => [dimensions.person_id, points[0]?.value]);
  };

  test("merges records of a CSV file, and what points to them follows", async () => {
    const store = await begin();
    expect(await persons(store)).toEqual([["2", 10]]);
    const map = ImportMap.parse({ columns: { id: "id" }, merge: { from: "old", into: "id" } });
    const report = await store.importFiles("default", {
      table: "people",
      files: file("id,old\n1,2\n"),
      map,
      full: false,
      strict: true,
    });
    expect(report).toMatchObject({ table: "people", rejected: 0 });
    expect(await persons(store)).toEqual([["1", 10]]);
  });

  test("adds its merges to what a source's own map says", async () => {
    const store = await begin();
    await importSource(
      store,
      file("Id,CreatedDate,Email,LeadSource,IsConverted,Old\n1,2026-01-01T00:00:00Z,a@x.io,Web,false,2\n"),
      {
        source: "salesforce:lead",
        map: ImportMap.parse({ table: "people", merge: { from: "Old", into: "Id" } }),
      },
    );
    expect(await persons(store)).toEqual([["1", 10]]);
  });
});

describe("merged records on PostgreSQL", () => {
  remembers(async () => {
    const client = await PGlite.create();
    return (_folder, clock) => openPostgresStore({ client, clock });
  });
});

describe.skipIf(!hasChdb)(`merged records on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  beforeAll(() => {
    chdb = Chdb.open();
  });
  afterAll(() => chdb.close());

  remembers(async () => {
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
});
