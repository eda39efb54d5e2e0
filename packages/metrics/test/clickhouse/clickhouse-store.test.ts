import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Query } from "@foresail/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../../../../test/support/chdb.ts";
import { FolderJournal, openClickHouseStore } from "../../src/clickhouse.ts";
import { openClickHouseReader } from "../../src/clickhouse-reader.ts";
import { ClickHouseFault, type ClickHouseTransport } from "../../src/engine/clickhouse-transport.ts";
import type { JournaledStore } from "../../src/store/journaled-store.ts";
import type { MetricsStore } from "../../src/store/store.ts";

type Table = Parameters<MetricsStore["importRecords"]>[1];

const clock = () => new Date("2026-06-01T00:00:00Z");
const january = { from: "2026-01-01", to: "2026-02-01" };

async function send(
  store: MetricsStore,
  table: Table,
  rows: Record<string, string>[],
  options: { tenant?: string; recordedAt?: string; full?: boolean } = {},
): Promise<void> {
  const { tenant = "default", ...rest } = options;
  await store.importRecords(tenant, table, { rows, full: false, strict: true, ...rest });
}

async function value(
  store: MetricsStore,
  metric: string,
  options: { tenant?: string; asOf?: string; from?: string; to?: string } = {},
): Promise<number | null | string | undefined> {
  const { tenant = "default", ...rest } = options;
  try {
    const { series } = await store.query(tenant, Query.parse({ metrics: [metric], ...january, ...rest }));
    return series[0]?.points[0]?.value;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe.skipIf(!hasChdb)(`a store on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let folder: string;
  let database: string;
  let tests = 0;

  const options = (transport = chdb.transport(database)) => ({
    url: "http://unused",
    database,
    transport,
    clock,
  });
  const open = async (transport?: ClickHouseTransport): Promise<JournaledStore> =>
    openClickHouseStore({
      ...options(transport),
      journal: await FolderJournal.open(join(folder, `journal-${tests}`)),
    });

  beforeAll(async () => {
    chdb = Chdb.open();
    folder = await mkdtemp(join(tmpdir(), "foresail-clickhouse-"));
  });

  afterAll(async () => {
    chdb.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    tests += 1;
    database = await chdb.newDatabase();
  });

  test("a corrected exchange rate restates, and does not rewrite", async () => {
    const store = await open();
    const rate = (of: string) => ({ id: "eur", date: "2026-01-01", base: "EUR", quote: "USD", rate: of });
    await send(store, "fx_rates", [rate("2")], { recordedAt: "2026-04-01" });
    await send(
      store,
      "opportunities",
      [{ id: "d", outcome: "won", closed_at: "2026-01-15", amount: "100", currency: "EUR" }],
      { recordedAt: "2026-02-01" },
    );
    await send(store, "fx_rates", [rate("1.1")], { recordedAt: "2026-03-01" });
    expect(await value(store, "bookings", { asOf: "2026-02-10" })).toBe("missing_rate");
    expect(await value(store, "bookings", { asOf: "2026-03-10" })).toBe(110);
    expect(await value(store, "bookings", { asOf: "2026-04-10" })).toBe(200);
    expect(await value(store, "bookings")).toBe(200);
  });

  test("a changed setting and a full import reach a store that only reads", async () => {
    const store = await open();
    const reader = openClickHouseReader(options());
    const deal = (id: string) => ({ id, outcome: "won", closed_at: "2026-01-31T20:00:00Z", amount: "5" });
    await send(store, "opportunities", [deal("1"), deal("2")], { recordedAt: "2026-02-01" });
    expect(await value(reader, "bookings")).toBe(10);
    await store.saveSettings("default", { timeZone: "Asia/Tokyo" });
    expect(await value(reader, "bookings")).toBe(0);
    expect(await value(reader, "bookings", { from: "2026-02-01", to: "2026-03-01" })).toBe(10);
    await send(store, "opportunities", [deal("2")], { full: true });
    expect(await value(reader, "bookings", { from: "2026-02-01", to: "2026-03-01" })).toBe(5);
    expect(await reader.settings("default")).toEqual(await store.settings("default"));
    expect(await reader.freshness("default")).toEqual(await store.freshness("default"));
    const actuals = { metric: "bookings", grain: "month", where: {} } as const;
    const vintages = await reader.actualVintages("default", actuals);
    expect(vintages).toEqual(await store.actualVintages("default", actuals));
    expect(vintages.length).toBeGreaterThan(0);
    expect(await reader.freshness("nobody")).toEqual({ dataVersion: "0", recordedAt: null });
  });

  test("a lost database comes back from the journal", async () => {
    const store = await open();
    await send(store, "subscriptions", [{ id: "1", account_id: "A", starts_at: "2026-01-05", mrr: "0.1" }]);
    await send(store, "subscriptions", [{ id: "1", account_id: "A", starts_at: "2026-01-05", mrr: "0.7" }]);
    const before = await store.query("default", Query.parse({ metrics: ["mrr"] }));
    database = await chdb.newDatabase();
    const restored = await open();
    expect(await restored.query("default", Query.parse({ metrics: ["mrr"] }))).toEqual(before);
    expect(await restored.freshness("default")).toEqual(await store.freshness("default"));
  });

  test("a journal that did not feed the database is refused", async () => {
    await send(await open(), "accounts", [{ id: "A" }]);
    tests += 1000;
    const other = join(folder, `journal-${tests}`);
    const journal = await FolderJournal.open(other);
    const when = {
      recordedAt: "2026-01-01T00:00:00.000Z",
      receivedAt: "2026-01-01T00:00:00.000Z",
      backfill: false,
    };
    await journal.append({
      tenant: "x",
      table: "accounts",
      sourceSystem: "api",
      ...when,
      content: [{ id: "B", hash: "b", values: {} }],
    });
    await expect(open()).rejects.toMatchObject({
      code: "journal_corrupt",
      message: expect.stringContaining("another journal fed it"),
    });
  });

  test("an import that breaks at any statement is whole or absent, as its journal says", async () => {
    let left = Number.POSITIVE_INFINITY;
    const healthy = chdb.transport(database);
    const breaking: ClickHouseTransport = {
      async send(request) {
        left -= 1;
        if (left < 0) throw new ClickHouseFault(null);
        return healthy.send(request);
      },
    };
    const outcomes = new Set<string>();
    let finished = false;
    for (let at = 0; !finished; at += 1) {
      expect(at).toBeLessThan(120);
      left = Number.POSITIVE_INFINITY;
      const store = await open(breaking);
      const tenant = `tenant-${at}`;
      left = at;
      finished = await send(
        store,
        "subscriptions",
        [{ id: "1", account_id: "A", starts_at: "2026-01-05", mrr: "7" }],
        {
          tenant,
        },
      ).then(
        () => true,
        () => false,
      );
      left = Number.POSITIVE_INFINITY;
      const next = await open();
      const journalled = (await next.batches(tenant)).length;
      const rows = (await next.rowCounts(tenant)).subscriptions ?? 0;
      expect([at, rows]).toEqual([at, journalled]);
      outcomes.add(`${finished ? "acknowledged" : "failed"}, ${journalled}`);
    }
    // A batch may be there without an acknowledgement, never the other way round.
    expect([...outcomes].sort()).toEqual(["acknowledged, 1", "failed, 0", "failed, 1"]);
  }, 180_000);
});
