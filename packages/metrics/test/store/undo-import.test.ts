import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Query } from "@foresail/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDBStore, rebuildDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import type { MetricsStore } from "../../src/store/store.ts";

const clock = { now: "2026-03-01T00:00:00Z" };
const time = () => new Date(clock.now);
let folder: string;

beforeEach(async () => {
  clock.now = "2026-03-01T00:00:00Z";
  folder = await mkdtemp(join(tmpdir(), "foresail-undo-"));
});
afterEach(() => rm(folder, { recursive: true }));

const database = () => join(folder, "x.duckdb");
const openStore = () => openDuckDBStore({ file: database(), clock: time });

async function deals(store: MetricsStore, now: string, ...rows: string[]) {
  clock.now = now;
  const text = `id,outcome,closed_at,amount\n${rows.map((row) => `${row}\n`).join("")}`;
  const files = [{ name: "deals.csv", text }];
  return store.importFiles("default", { table: "opportunities", files, full: false, strict: true });
}

async function bookings(store: MetricsStore, asOf: string | null = null): Promise<number | null | undefined> {
  const query = Query.parse({
    metrics: ["bookings"],
    from: "2026-01-01",
    to: "2026-02-01",
    grain: "month",
    asOf,
  });
  return (await store.query("default", query)).series[0]?.points[0]?.value;
}

const won = (id: string, amount: number) => `${id},won,2026-01-10,${amount}`;

describe("an undo", () => {
  let store: MetricsStore;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.close());

  test("brings back what the batch had replaced, and takes away what it had added", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100), won("b", 20));
    const wrong = await deals(store, "2026-03-02T00:00:00Z", won("a", 700), won("c", 3));
    expect(wrong.batch).toBe(2);
    expect(await bookings(store)).toBe(700 + 20 + 3);
    clock.now = "2026-03-03T00:00:00Z";
    const undo = await store.undoImport("default", 2);
    expect(undo).toEqual({ undone: 2, batch: 3, table: "opportunities", restored: 1, removed: 1, kept: 0 });
    expect(await bookings(store)).toBe(100 + 20);
  });

  test("leaves what was known before it as it was known", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
    await deals(store, "2026-03-02T00:00:00Z", won("a", 700));
    clock.now = "2026-03-03T00:00:00Z";
    await store.undoImport("default", 2);
    expect(await bookings(store, "2026-03-01T12:00:00Z")).toBe(100);
    expect(await bookings(store, "2026-03-02T12:00:00Z")).toBe(700);
    expect(await bookings(store, "2026-03-03T00:00:00Z")).toBe(100);
  });

  test("survives a rebuild from the journal", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
    await deals(store, "2026-03-02T00:00:00Z", won("a", 700), won("b", 1));
    clock.now = "2026-03-03T00:00:00Z";
    await store.undoImport("default", 2);
    await store.close();
    await rebuildDuckDBStore({ file: database(), clock: time });
    store = await openStore();
    expect([await bookings(store), await bookings(store, "2026-03-02T12:00:00Z")]).toEqual([100, 701]);
  });

  test("keeps what a later batch says, and two undos in any order give what neither said", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
    await deals(store, "2026-03-02T00:00:00Z", won("a", 200));
    await deals(store, "2026-03-03T00:00:00Z", won("a", 300));
    clock.now = "2026-03-04T00:00:00Z";
    expect(await store.undoImport("default", 2)).toMatchObject({ restored: 0, removed: 0, kept: 1 });
    expect(await bookings(store)).toBe(300);
    clock.now = "2026-03-05T00:00:00Z";
    expect(await store.undoImport("default", 3)).toMatchObject({ restored: 1, kept: 0 });
    expect(await bookings(store)).toBe(100);
  });

  test("of a full import brings back the rows that it had deleted", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100), won("b", 20));
    clock.now = "2026-03-02T00:00:00Z";
    const files = [{ name: "deals.csv", text: `id,outcome,closed_at,amount\n${won("a", 100)}\n` }];
    await store.importFiles("default", { table: "opportunities", files, full: true, strict: true });
    expect(await bookings(store)).toBe(100);
    clock.now = "2026-03-03T00:00:00Z";
    expect(await store.undoImport("default", 2)).toMatchObject({ restored: 1, removed: 0 });
    expect(await bookings(store)).toBe(120);
  });

  test("of the file that is imported again afterwards changes nothing but its time", async () => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
    clock.now = "2026-03-02T00:00:00Z";
    await store.undoImport("default", 1);
    expect(await bookings(store)).toBe(0);
    expect(await deals(store, "2026-03-03T00:00:00Z", won("a", 100))).toMatchObject({ accepted: 1 });
    expect(await bookings(store)).toBe(100);
  });

  test.each([
    ["is not there", 9, "there is no batch 9 of this tenant"],
    ["is of another tenant", 2, "there is no batch 2 of this tenant"],
    ["holds settings", 3, "batch 3 holds settings"],
    ["was undone", 1, "batch 1 was undone already, by batch 4"],
    ["is an undo", 4, "batch 4 is itself the undo of 1"],
  ])("is refused for a batch that %s", async (_, batch, message) => {
    await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
    const files = [{ name: "x.csv", text: `id,outcome,closed_at,amount\n${won("z", 1)}\n` }];
    await store.importFiles("other", { table: "opportunities", files, full: false, strict: true });
    await store.saveSettings("default", { timeZone: "Europe/Berlin" });
    await store.undoImport("default", 1);
    await expect(store.undoImport("default", batch)).rejects.toMatchObject({ code: "unknown_batch" });
    await expect(store.undoImport("default", batch)).rejects.toThrow(message);
  });
});

test("PostgreSQL undoes as DuckDB does", async () => {
  const store = await openPostgresStore({ client: await PGlite.create(), clock: time });
  await deals(store, "2026-03-01T00:00:00Z", won("a", 100));
  await deals(store, "2026-03-02T00:00:00Z", won("a", 700), won("b", 1));
  clock.now = "2026-03-03T00:00:00Z";
  expect(await store.undoImport("default", 2)).toMatchObject({ restored: 1, removed: 1 });
  expect([await bookings(store), await bookings(store, "2026-03-02T12:00:00Z")]).toEqual([100, 701]);
  await store.close();
});
