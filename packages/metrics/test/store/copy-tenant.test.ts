import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import { copyTenant } from "../../src/store/copy-tenant.ts";
import type { JournaledStore } from "../../src/store/journaled-store.ts";

let folder: string;
let source: JournaledStore;
let chdb: Chdb | undefined;
let closers: (() => Promise<void> | void)[] = [];
let now = "2026-06-01T00:00:00Z";
const clock = () => new Date(now);

async function duckdb(name: string): Promise<JournaledStore> {
  const store = await openDuckDBStore({ file: join(folder, name), clock });
  closers.push(() => store.close());
  return store;
}

/** An empty store on another engine. */
const targets = {
  DuckDB: () => duckdb("target.duckdb"),
  async PostgreSQL() {
    const client = await PGlite.create();
    closers.push(() => client.close());
    return openPostgresStore({ client, clock });
  },
  async ClickHouse() {
    chdb ??= Chdb.open();
    const database = await chdb.newDatabase();
    const journal = await FolderJournal.open(join(folder, "target.journal"));
    return openClickHouseStore({
      url: "http://unused",
      database,
      transport: chdb.transport(database),
      journal,
      clock,
    });
  },
} as const satisfies Record<string, () => Promise<JournaledStore>>;

type Table = Parameters<JournaledStore["importRecords"]>[1];

async function send(
  tenant: string,
  table: Table,
  rows: Record<string, string>[],
  options: { recordedAt?: string; full?: boolean } = {},
): Promise<void> {
  await source.importRecords(tenant, table, { rows, full: false, strict: true, ...options });
}

/** Versions, a backfill, a deletion, a rate that restates, a changed setting, and another tenant in between. */
async function fill(): Promise<void> {
  now = "2026-02-01T00:00:00Z";
  await send("acme", "accounts", [{ id: "A", industry: "Retail" }]);
  await send("other", "accounts", [{ id: "A", industry: "Secret" }]);
  await send("acme", "opportunities", [
    { id: "1", outcome: "won", closed_at: "2026-01-15", amount: "100", currency: "EUR", account_id: "A" },
    { id: "2", outcome: "lost", closed_at: "2026-01-20", amount: "7" },
  ]);
  await send("acme", "fx_rates", [{ date: "2026-01-01", base: "EUR", quote: "USD", rate: "1.1" }]);
  now = "2026-03-01T00:00:00Z";
  await send("acme", "fx_rates", [{ date: "2026-01-01", base: "EUR", quote: "USD", rate: "2" }]);
  await send("acme", "subscriptions", [{ id: "s", account_id: "A", starts_at: "2026-01-05", mrr: "0.1" }]);
  await send("acme", "subscriptions", [{ id: "s", account_id: "A", starts_at: "2026-01-05", mrr: "0.7" }], {
    recordedAt: "2026-02-15",
  });
  await source.saveSettings("acme", { timeZone: "Asia/Tokyo" });
  await send(
    "acme",
    "opportunities",
    [{ id: "1", outcome: "won", closed_at: "2026-01-15", amount: "100", currency: "EUR" }],
    {
      full: true,
    },
  );
  now = "2026-06-01T00:00:00Z";
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-copy-"));
  source = await duckdb("source.duckdb");
});

afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
  await rm(folder, { recursive: true });
});

afterAll(() => chdb?.close());

describe.each(["DuckDB", "PostgreSQL", "ClickHouse"] as const)("into %s", (engine) => {
  const atHand = engine !== "ClickHouse" || hasChdb;

  test.skipIf(!atHand)("a tenant comes over with all its history, and no other tenant does", async () => {
    await fill();
    const target = await targets[engine]();
    const report = await copyTenant(source, target, "acme");
    expect(report).toMatchObject({
      tenant: "acme",
      batches: 8,
      copied: 8,
      rows: { accounts: 1, opportunities: 1, subscriptions: 1, fx_rates: 1, settings: 1 },
    });
    expect(report.checksum).toMatch(/^[0-9a-f]{16}$/);
    // What each moment knew, worked out by hand: no rate, 1.1, and 2 dollars a euro.
    const bookings = async (asOf: string | null): Promise<unknown> => {
      const range = { from: "2026-01-01", to: "2026-02-01" };
      const query = {
        metrics: ["bookings"],
        by: [],
        where: {},
        grain: "month",
        asOf,
        set: {},
        ...range,
      } as const;
      const { series } = await target.query("acme", { ...query, metrics: ["bookings"], by: [] });
      return series[0]?.points[0]?.value;
    };
    expect(await bookings("2026-02-10")).toBe(110);
    expect(await bookings(null)).toBe(200);
    expect(await target.settings("acme")).toMatchObject({ timeZone: "Asia/Tokyo" });
    expect(await target.rowCounts("other")).toEqual({});
  });

  test.skipIf(!atHand)("a copy is taken up where it ended, and a complete one is only checked", async () => {
    await fill();
    const target = await targets[engine]();
    const batches = await source.batches("acme");
    const header = ({
      tenant,
      table,
      sourceSystem,
      recordedAt,
      receivedAt,
      backfill,
    }: (typeof batches)[0]["header"]) => ({
      tenant,
      table,
      sourceSystem,
      recordedAt,
      receivedAt,
      backfill,
    });
    for (const batch of batches.slice(0, 3)) {
      await target.replay([{ ...header(batch.header), content: await batch.rows() }]);
    }
    expect(await copyTenant(source, target, "acme")).toMatchObject({ batches: 8, copied: 5 });
    expect(await copyTenant(source, target, "acme")).toMatchObject({ batches: 8, copied: 0 });
  });

  test.skipIf(!atHand)("data of its own in the target are left alone, and named", async () => {
    await fill();
    const target = await targets[engine]();
    await target.importRecords("acme", "accounts", { rows: [{ id: "Z" }], full: false, strict: true });
    await expect(copyTenant(source, target, "acme")).rejects.toMatchObject({
      code: "copy_conflict",
      message: expect.stringContaining(
        'holds data of "acme" that the source does not have, from its batch 1 on',
      ),
    });
    expect(await target.rowCounts("acme")).toEqual({ accounts: 1 });
  });
});

test("a tenant without data is named", async () => {
  await fill();
  await expect(copyTenant(source, await targets.DuckDB(), "nobody")).rejects.toMatchObject({
    code: "copy_conflict",
    message: 'the source has no data of "nobody"; name another tenant',
  });
});

test("a copy that says other than its source is found out", async () => {
  await fill();
  const target = await targets.DuckDB();
  await copyTenant(source, target, "acme");
  /** The target, with one answer changed. */
  const lying = (answer: Partial<JournaledStore>): JournaledStore =>
    new Proxy(target, {
      get: (store, name) => {
        const own: unknown = Reflect.get(answer, name) ?? Reflect.get(store, name, store);
        return typeof own === "function" ? own.bind(store) : own;
      },
    });
  const silent = lying({ query: async () => ({ series: [], asOf: null, dataVersion: "" }) });
  await expect(copyTenant(source, silent, "acme")).rejects.toThrow("the copy answers other than the source");
  const doubled = lying({ rowCounts: async () => ({ accounts: 2 }) });
  await expect(copyTenant(source, doubled, "acme")).rejects.toThrow(
    "the copy has 2 rows in accounts, the source 1",
  );
});
