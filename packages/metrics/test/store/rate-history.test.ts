import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDuckDBStore, rebuildDuckDBStore } from "../../src/duckdb.ts";
import { openPostgresStore } from "../../src/postgres.ts";
import type { MetricsStore } from "../../src/store/store.ts";

const clock = () => new Date("2026-06-01T00:00:00Z");
let folder: string;
let store: MetricsStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-rates-"));
  store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

type Table = Parameters<MetricsStore["importRecords"]>[1];

type Delivery = readonly [table: Table, row: Record<string, string | number>, recordedAt: string];

async function deliver(into: MetricsStore, [table, row, recordedAt]: Delivery) {
  await into.importRecords("default", table, { rows: [row], recordedAt, full: false, strict: true });
}

const deal = {
  id: "d1",
  outcome: "won",
  closed_at: "2026-01-15",
  amount: "100",
  currency: "EUR",
  owner: "Ann",
};
const rate = (value: string) => ({ id: "eur", date: "2026-01-01", base: "EUR", quote: "USD", rate: value });

async function bookings(
  from: MetricsStore,
  asOf: string | null,
): Promise<number | null | string | undefined> {
  const range = { from: "2026-01-01", to: "2026-02-01" };
  const query = {
    metrics: ["bookings"],
    by: [],
    where: {},
    grain: "month",
    ...range,
    asOf,
    set: {},
  } as const;
  try {
    const { series } = await from.query("default", { ...query, metrics: ["bookings"], by: [] });
    return series[0]?.points[0]?.value;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** What each moment knew of one deal of 100 EUR. */
const history = [
  ["2026-02-10", "missing_rate"],
  ["2026-03-10", 110],
  ["2026-04-10", 200],
  [null, 200],
] as const;

const deliveries: readonly Delivery[] = [
  ["opportunities", deal, "2026-02-01"],
  ["fx_rates", rate("1.1"), "2026-03-01"],
  ["fx_rates", rate("2"), "2026-04-01"],
];

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

describe("a corrected exchange rate restates, and does not rewrite", () => {
  test.each(orders)("delivered in the order %i %i %i, each moment keeps what it knew", async (...order) => {
    for (const index of order) await deliver(store, deliveries[index] as Delivery);
    for (const [asOf, expected] of history) expect(await bookings(store, asOf), String(asOf)).toBe(expected);
  });

  test("a rebuild gives the same history", async () => {
    for (const delivery of deliveries) await deliver(store, delivery);
    await store.close();
    await rebuildDuckDBStore({ file: join(folder, "x.duckdb"), clock });
    store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
    for (const [asOf, expected] of history) expect(await bookings(store, asOf), String(asOf)).toBe(expected);
  });

  test("PostgreSQL keeps it as DuckDB does", async () => {
    const client = await PGlite.create();
    const postgres = await openPostgresStore({ client, clock });
    for (const delivery of deliveries) await deliver(postgres, delivery);
    for (const [asOf, expected] of history)
      expect(await bookings(postgres, asOf), String(asOf)).toBe(expected);
    await client.close();
  });

  test("the actual as first published stays, and the restatement is dated by the rate", async () => {
    await deliver(store, ["fx_rates", rate("1.1"), "2026-01-02"]);
    await deliver(store, ["opportunities", deal, "2026-02-01"]);
    await deliver(store, ["fx_rates", rate("2"), "2026-04-01"]);
    expect(
      await store.actualVintages("default", { metric: "bookings", grain: "month", where: {} }),
    ).toMatchObject([
      {
        period: "2026-01-01",
        value: 110,
        knownAt: "2026-02-01T00:00:00.000Z",
        causes: [{ table: "opportunities" }],
      },
      {
        period: "2026-01-01",
        value: 200,
        knownAt: "2026-04-01T00:00:00.000Z",
        causes: [{ table: "fx_rates" }],
      },
    ]);
  });

  test("a later version of the row goes on from the rates of its own time", async () => {
    for (const delivery of deliveries) await deliver(store, delivery);
    await deliver(store, ["opportunities", { ...deal, amount: "10" }, "2026-05-01"]);
    expect(await bookings(store, "2026-04-10")).toBe(200);
    expect(await bookings(store, null)).toBe(20);
  });
});
