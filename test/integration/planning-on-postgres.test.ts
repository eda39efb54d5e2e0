import { PGlite } from "@electric-sql/pglite";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock, newDuckDBStore, removeFolders } from "../support/stores.ts";
import {
  againstBenchmarks,
  alertsOf,
  fillWatched,
  hostilePeers,
  peers,
  saveBenchmarks,
  watchedNow,
  watchedQuestions,
} from "../support/watched-company.ts";

/* Alerts and own benchmarks on PostgreSQL: what is known by hand, and the same as on DuckDB. */

let pglite: PGlite;
let postgres: MetricsStore;
let duckdb: MetricsStore;

beforeAll(async () => {
  pglite = await PGlite.create();
  postgres = await openPostgresStore({ client: pglite, clock: fixedClock(watchedNow) });
  duckdb = await newDuckDBStore(watchedNow);
  for (const store of [postgres, duckdb]) await fillWatched(store);
});

afterAll(async () => {
  await postgres.close();
  await duckdb.close();
  await pglite.close();
  removeFolders();
});

test("an alert says what changed, when, and in which segment", async () => {
  const [, leads] = watchedQuestions[0]!;
  const { alerts, watched } = await alertsOf(postgres, leads);
  expect(watched).toMatchObject([{ metric: "leads", periods: 60, needed: 34, note: null }]);
  expect(alerts).toMatchObject([
    { direction: "down", start: "2026-01-05", segment: { dimension: "channel", value: "ads", after: 0 } },
  ]);
  const [, mrr] = watchedQuestions[1]!;
  expect((await alertsOf(postgres, mrr)).alerts).toMatchObject([{ direction: "up", start: "2025-12-22" }]);
  expect((await alertsOf(postgres, leads, "rival")).alerts).toEqual([]);
});

test.each(watchedQuestions)("alerts as on DuckDB: %s", async (_, request) => {
  const expected = await alertsOf(duckdb, request);
  expect(expected.watched.length).toBeGreaterThan(0);
  expect(JSON.stringify(await alertsOf(postgres, request))).toBe(JSON.stringify(expected));
});

test("own benchmarks: of the tenant alone, the newest word counts, and one can be taken away", async () => {
  for (const store of [postgres, duckdb]) {
    await saveBenchmarks(store, { benchmarks: [peers] }, "rival");
    expect((await againstBenchmarks(store)).tables[0]!.rows).toEqual([]);
    await saveBenchmarks(store, { benchmarks: [{ ...peers, value: 0.9 }] });
    const saved = await saveBenchmarks(store, { benchmarks: [hostilePeers, peers] });
    expect(saved.map(({ id, value, source, grade }) => [id, value, source, grade])).toEqual([
      [hostilePeers.id, hostilePeers.value, hostilePeers.source, "own"],
      ["peers", 0.25, peers.source, "own"],
    ]);
    expect(await saveBenchmarks(store, { remove: [hostilePeers.id] })).toMatchObject([{ id: "peers" }]);
    // (0.25 - 9/60) x 60 x 1,000
    expect((await againstBenchmarks(store)).tables[0]!.rows[0]).toMatchObject({
      money: 6_000,
      baseline: 0.25,
    });
    expect(await saveBenchmarks(store, { remove: ["peers"] })).toEqual([]);
    expect(await store.ownBenchmarks("rival")).toMatchObject([{ id: "peers" }]);
  }
});

test("own benchmarks outlive the connection", async () => {
  await saveBenchmarks(postgres, { benchmarks: [hostilePeers] }, "lasting");
  const again = await openPostgresStore({ client: pglite, clock: fixedClock(watchedNow) });
  expect(await again.ownBenchmarks("lasting")).toMatchObject([
    { id: hostilePeers.id, value: hostilePeers.value },
  ]);
});
