import { ReportRequest, type ReportRequestInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { fillFunnel, fillPipeline } from "../support/report-rows.ts";
import { newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Reports over stages with history and over events, told by ClickHouse as by DuckDB, byte for byte. That DuckDB is right
 * is what `test/integration` shows, by hand.
 */

const now = "2026-07-05T12:00:00Z";
const january = { from: "2026-01-01", to: "2026-02-01" } as const;
const quarter = { from: "2026-04-01", to: "2026-07-01" } as const;

const questions: readonly [name: string, fill: "funnel" | "pipeline", request: ReportRequestInput][] = [
  ["funnel of leads", "funnel", { report: "funnel", ...january, by: ["channel"], options: { within: "30" } }],
  ["funnel of deals", "funnel", { report: "funnel", ...january, options: { over: "opportunities" } }],
  [
    "funnel of events",
    "funnel",
    { report: "funnel", ...january, options: { over: "events:visit,signup,purchase" } },
  ],
  [
    "a snapshot",
    "funnel",
    { report: "funnel", from: "2026-02-01", to: "2026-03-01", options: { form: "snapshot" } },
  ],
  ["velocity", "funnel", { report: "velocity", from: "2026-01-01", to: "2026-04-01" }],
  ["pipeline by owner", "pipeline", { report: "pipeline", ...quarter, by: ["owner"] }],
  ["all of the pipeline", "pipeline", { report: "pipeline", ...quarter, options: { window: "all" } }],
  [
    "a day of the pipeline",
    "pipeline",
    { report: "pipeline", ...quarter, options: { begin: "2026-05-01", end: "2026-05-02" } },
  ],
];

describe.skipIf(!hasChdb)(`reports on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  const stores = new Map<string, { readonly duckdb: MetricsStore; readonly clickhouse: MetricsStore }>();

  beforeAll(async () => {
    chdb = Chdb.open();
    for (const [name, fill] of [
      ["funnel", fillFunnel],
      ["pipeline", fillPipeline],
    ] as const) {
      const { writer } = await newClickHouseStores(chdb, now);
      const pair = { duckdb: await newDuckDBStore(now), clickhouse: writer };
      await fill(pair.duckdb);
      await fill(pair.clickhouse);
      stores.set(name, pair);
    }
  }, 60_000);

  afterAll(async () => {
    for (const { duckdb, clickhouse } of stores.values()) {
      await duckdb.close();
      await clickhouse.close();
    }
    chdb.close();
    removeFolders();
  });

  test.each(questions)("%s", async (_, fill, input) => {
    const request = ReportRequest.parse(input);
    const pair = stores.get(fill);
    if (!pair) throw new Error(fill);
    const told = async (store: MetricsStore) => ({
      ...(await store.report("default", request)),
      dataVersion: "",
    });
    const expected = await told(pair.duckdb);
    expect(expected.tables[0]?.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(await told(pair.clickhouse))).toBe(JSON.stringify(expected));
  });
});
