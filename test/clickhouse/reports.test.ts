import { ReportRequest, type ReportRequestInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { fillFunnel, fillPipeline } from "../support/report-rows.ts";
import { importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Reports over stages with history, over events and over subscriptions, told by ClickHouse as by DuckDB, byte for byte. That DuckDB is right
 * is what `test/integration` shows, by hand.
 */

const now = "2026-07-05T12:00:00Z";
const january = { from: "2026-01-01", to: "2026-02-01" } as const;
const half = { from: "2026-01-01", to: "2026-07-01" } as const;
const quarter = { from: "2026-04-01", to: "2026-07-01" } as const;

const questions: readonly [
  name: string,
  fill: "funnel" | "pipeline" | "subscriptions",
  request: ReportRequestInput,
][] = [
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
  ["movements", "subscriptions", { report: "movements", ...half }],
  ["movements by day", "subscriptions", { report: "movements", ...half, options: { form: "events" } }],
  ["movements of regions", "subscriptions", { report: "movements", ...half, by: ["region"] }],
  ["movements without rates", "subscriptions", { report: "movements", ...half, where: { region: ["west"] } }],
  ["cohorts", "subscriptions", { report: "cohorts", ...half }],
  ["cohorts of regions", "subscriptions", { report: "cohorts", ...half, by: ["region"] }],
  ["cohorts of buyers", "subscriptions", { report: "cohorts", ...half, options: { over: "invoices" } }],
];

/** Accounts that come, grow, shrink, leave and come back, one of them in euros, one with a credit. */
async function fillSubscriptions(store: MetricsStore): Promise<void> {
  await importCsv(store, "accounts", "id,name,region\nA,Ann,west\nB,Bo,west\nC,Cy,\nD,Di,east\n");
  await importCsv(
    store,
    "fx_rates",
    "date,base,quote,rate\n2025-12-01,EUR,USD,1.1\n2026-03-01,EUR,USD,1.2\n",
  );
  await importCsv(
    store,
    "subscriptions",
    `id,account_id,starts_at,ends_at,mrr,currency
S1,A,2025-12-10,2026-02-10,100,USD
S2,A,2026-02-10,,130.5,USD
S3,B,2026-01-05,2026-02-20,70,USD
S4,B,2026-04-02,,60,USD
S5,C,2026-01-15,2026-01-25,20,USD
S6,C,2026-02-03,,25,USD
S7,D,2026-01-01,,200,EUR
S8,A,2026-03-05,2026-05-01,-10,USD
`,
  );
  await importCsv(
    store,
    "invoices",
    "id,account_id,issued_at,amount,tax\n1,A,2026-01-03,50,5\n2,A,2026-03-03,40,\n3,B,2026-02-01,10,1\n",
  );
}

describe.skipIf(!hasChdb)(`reports on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  const stores = new Map<string, { readonly duckdb: MetricsStore; readonly clickhouse: MetricsStore }>();

  beforeAll(async () => {
    chdb = Chdb.open();
    for (const [name, fill] of [
      ["funnel", fillFunnel],
      ["pipeline", fillPipeline],
      ["subscriptions", fillSubscriptions],
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
