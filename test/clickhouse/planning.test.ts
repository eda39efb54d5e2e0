import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { type ClickHouseStores, newClickHouseStores } from "../support/clickhouse-stores.ts";
import { newDuckDBStore, removeFolders } from "../support/stores.ts";
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

/* Alerts and own benchmarks on ClickHouse: what is known by hand, and the same as on DuckDB, also where only read. */

describe.skipIf(!hasChdb)(`alerts and benchmarks on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let clickhouse: ClickHouseStores;
  let duckdb: MetricsStore;

  beforeAll(async () => {
    chdb = Chdb.open();
    clickhouse = await newClickHouseStores(chdb, watchedNow);
    duckdb = await newDuckDBStore(watchedNow);
    for (const store of [clickhouse.writer, duckdb]) await fillWatched(store);
  }, 60_000);

  afterAll(async () => {
    await clickhouse.writer.close();
    await clickhouse.reader.close();
    await duckdb.close();
    chdb.close();
    removeFolders();
  });

  test("an alert says what changed, when, and in which segment", async () => {
    const [, leads] = watchedQuestions[0]!;
    for (const store of [clickhouse.writer, clickhouse.reader]) {
      const { alerts } = await alertsOf(store, leads);
      expect(alerts).toMatchObject([
        { direction: "down", start: "2026-01-05", segment: { dimension: "channel", value: "ads", after: 0 } },
      ]);
    }
    const [, mrr] = watchedQuestions[1]!;
    expect((await alertsOf(clickhouse.writer, mrr)).alerts).toMatchObject([
      { direction: "up", start: "2025-12-22" },
    ]);
    expect((await alertsOf(clickhouse.writer, leads, "rival")).alerts).toEqual([]);
  });

  test.each(watchedQuestions)("alerts as on DuckDB: %s", async (_, request) => {
    const expected = await alertsOf(duckdb, request);
    expect(expected.watched.length).toBeGreaterThan(0);
    for (const store of [clickhouse.writer, clickhouse.reader]) {
      expect(JSON.stringify(await alertsOf(store, request))).toBe(JSON.stringify(expected));
    }
  });

  test("own benchmarks: of the tenant alone, the newest word counts, and one can be taken away", async () => {
    const { writer, reader } = clickhouse;
    await saveBenchmarks(writer, { benchmarks: [peers] }, "rival");
    expect((await againstBenchmarks(writer)).tables[0]!.rows).toEqual([]);
    await saveBenchmarks(writer, { benchmarks: [{ ...peers, value: 0.9 }] });
    const saved = await saveBenchmarks(writer, { benchmarks: [hostilePeers, peers] });
    expect(saved.map(({ id, value, source, grade }) => [id, value, source, grade])).toEqual([
      [hostilePeers.id, hostilePeers.value, hostilePeers.source, "own"],
      ["peers", 0.25, peers.source, "own"],
    ]);
    expect(await reader.ownBenchmarks("default")).toEqual(saved);
    expect(await saveBenchmarks(writer, { remove: [hostilePeers.id] })).toMatchObject([{ id: "peers" }]);
    for (const store of [writer, reader]) {
      // (0.25 - 9/60) x 60 x 1,000
      const [row] = (await againstBenchmarks(store)).tables[0]!.rows;
      expect(row).toMatchObject({ money: 6_000, baseline: 0.25 });
    }
    await expect(saveBenchmarks(reader, { remove: ["peers"] })).rejects.toMatchObject({ code: "read_only" });
    expect(await saveBenchmarks(writer, { remove: ["peers"] })).toEqual([]);
    expect(await reader.ownBenchmarks("rival")).toMatchObject([{ id: "peers" }]);
  });
});
