import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOne, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Now is 10 March 2026, noon. Bookings: one deal of 100 won on each of these days.
 */
const days = [
  "2025-03-05",
  "2025-03-20",
  "2026-02-03",
  "2026-02-10",
  "2026-02-11",
  "2026-02-25",
  "2026-03-02",
  "2026-03-10",
];

let store: MetricsStore;

beforeAll(async () => {
  store = await newDuckDBStore("2026-03-10T12:00:00Z");
  const rows = days.map((day, index) => `${index},won,${day},100`);
  await importCsv(store, "opportunities", `id,outcome,closed_at,amount\n${rows.join("\n")}\n`);
  await importCsv(store, "accounts", "id\nA\n");
  await importCsv(
    store,
    "subscriptions",
    "id,account_id,starts_at,mrr\n1,A,2025-01-01,100\n2,A,2026-02-08,20\n3,A,2026-02-20,30\n",
  );
});

afterAll(async () => {
  await store.close();
  removeFolders();
});

describe("comparison", () => {
  test("a month that is not over is compared with the same days of the month before", async () => {
    const { points } = await askOne(store, {
      metrics: ["bookings"],
      from: "2026-02-01",
      to: "2026-04-01",
      compare: "previous",
    });
    expect(points).toMatchObject([
      {
        period: "2026-02-01",
        value: 400,
        partial: false,
        comparison: { period: "2026-01-01", value: 0, change: 400, relative: null },
      },
      // 1 to 10 March against 1 to 10 February: the 11th and the 25th do not count.
      {
        period: "2026-03-01",
        value: 200,
        partial: true,
        comparison: { period: "2026-02-01", value: 200, change: 0, relative: 0 },
      },
    ]);
  });

  test("and with the same days a year earlier", async () => {
    const { points } = await askOne(store, {
      metrics: ["bookings"],
      from: "2026-03-01",
      to: "2026-04-01",
      compare: "year",
    });
    expect(points[0]?.comparison).toEqual({
      period: "2025-03-01",
      value: 100,
      numerator: null,
      denominator: null,
      change: 100,
      relative: 1,
    });
  });

  test("balances are compared at the same day", async () => {
    const { points } = await askOne(store, {
      metrics: ["mrr"],
      from: "2026-03-01",
      to: "2026-04-01",
      compare: "previous",
    });
    // MRR 150 now; at the end of 10 February 120.
    expect(points[0]).toMatchObject({ value: 150, comparison: { value: 120, change: 30, relative: 0.25 } });
  });

  test("a range that clips a period compares the same days of its counterpart", async () => {
    const { points } = await askOne(store, {
      metrics: ["bookings"],
      from: "2026-02-11",
      to: "2026-02-26",
      compare: "year",
    });
    expect(points[0]).toMatchObject({
      value: 200,
      partial: true,
      comparison: { period: "2025-02-01", value: 0 },
    });
  });

  test("without it points stay as they were", async () => {
    const { points } = await askOne(store, { metrics: ["bookings"], from: "2026-02-01", to: "2026-03-01" });
    expect(points[0]).toEqual({
      period: "2026-02-01",
      value: 400,
      numerator: null,
      denominator: null,
      partial: false,
    });
  });
});
