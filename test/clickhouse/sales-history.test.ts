import { Query, type QueryInput } from "@foresail/client";
import { builtInMetrics, type MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  changeRows,
  dealRows,
  randomDeals,
  stages,
} from "../../packages/metrics/test/sales/support/random-deals.ts";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Every metric over deals with a history, stages, touches, people and targets, answered by ClickHouse as by DuckDB, byte for
 * byte. That DuckDB is right is what packages/metrics/test/sales shows.
 */

const now = "2026-12-31T12:00:00Z";
const range = { from: "2026-01-01", to: "2026-08-01" } as const;
const metrics = [
  ...builtInMetrics.map(({ id }) => id),
  "win_rate.within30d",
  "stage_conversion_rate.within10d",
  "lead_to_customer_rate.within30d",
  "bookings.target",
];

async function load(store: MetricsStore): Promise<void> {
  const deals = randomDeals(11, 80);
  const add = async (
    table: "stages" | "opportunities" | "opportunity_changes" | "people" | "touchpoints" | "targets",
    rows: object[],
  ) => {
    const report = await store.importRecords("default", table, {
      rows: rows as never,
      full: false,
      strict: true,
    });
    expect(report.rejected).toBe(0);
  };
  await add(
    "stages",
    stages.map((stage) => ({ pipeline: "new", ...stage })),
  );
  await add(
    "opportunities",
    dealRows(deals).map((row, index) => ({
      ...row,
      account_id: `a${index % 30}`,
      person_id: `p${index % 50}`,
    })),
  );
  await add("opportunity_changes", [...changeRows(deals)]);
  const day = (index: number): string => `2026-01-${String(1 + (index % 28)).padStart(2, "0")}`;
  await add(
    "people",
    Array.from({ length: 60 }, (_, index) => ({
      id: `p${index}`,
      created_at: day(index),
      account_id: `a${index % 20}`,
    })),
  );
  await add(
    "touchpoints",
    Array.from({ length: 60 }, (_, index) => ({
      id: `t${index}`,
      at: day(index * 7),
      person_id: `p${index}`,
    })),
  );
  await add("targets", [
    { metric: "bookings", period_start: "2026-02-01", grain: "month", value: 1234.5 },
    {
      metric: "bookings",
      period_start: "2026-03-01",
      grain: "month",
      value: 10,
      dimensions: { owner: "Ann" },
    },
  ]);
}

describe.skipIf(!hasChdb)(`the history of deals on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let duckdb: MetricsStore;
  let clickhouse: MetricsStore;

  beforeAll(async () => {
    chdb = Chdb.open();
    duckdb = await newDuckDBStore(now);
    clickhouse = (await newClickHouseStores(chdb, now)).writer;
    await load(duckdb);
    await load(clickhouse);
  });

  afterAll(async () => {
    await duckdb.close();
    await clickhouse.close();
    chdb.close();
    removeFolders();
  });

  const same = async (query: QueryInput): Promise<string> => {
    const [expected, actual] = await Promise.all(
      [duckdb, clickhouse].map(async (store) =>
        JSON.stringify((await store.query("default", Query.parse(query))).series),
      ),
    );
    expect(actual, JSON.stringify(query)).toBe(expected);
    return expected ?? "";
  };

  test.each(metrics)("%s", async (metric) => {
    await same({ metrics: [metric], ...range });
    await same({ metrics: [metric], ...range, grain: "quarter", asOf: "2026-12-30" });
  });

  test.each([
    "pipeline_open",
    "pipeline_weighted",
    "win_rate.value",
    "slippage_rate",
    "stage_conversion_rate",
    "stage_duration_days.km",
    "sales_cycle_days.km",
  ])("%s by owner and stage", async (metric) => {
    const answer = await same({
      metrics: [metric],
      by: ["owner", "stage"],
      where: { owner: ["Ann", null] },
      ...range,
    });
    expect(answer.length).toBeGreaterThan(500);
  });

  test("from the first touch", async () => {
    const set = { "salesCycle.start": "first_touch" };
    await same({ metrics: ["sales_cycle_days", "sales_cycle_days.km"], set, ...range });
  });
});
