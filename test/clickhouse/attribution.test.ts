import { Query, type QueryInput, ReportRequest, type ReportRequestInput } from "@foresail/client";
import { attributionModels, type MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Journeys with all that touches can be: of people, accounts, visitors known and unknown, with and without a time, coincident,
 * and hostile in name. That DuckDB is right is what packages/metrics/test/attribution shows.
 */

const people = `id,account_id,anonymous_id,created_at
p1,A,v1,2026-01-03
p2,A,,2026-02-01T08:00:00Z
p3,B,v3,2026-01-10T10:00:00Z
p4,,v4,
p5,B,v3,2026-01-09T10:00:00Z
`;
const touchpoints = `id,at,person_id,anonymous_id,account_id,channel,source,medium,campaign
1,2026-01-02T10:00:00Z,,v1,,ads,google,cpc,it's
2,2026-01-02T10:00:00Z,,v1,,mail,,,
3,2026-01-05,p2,,,"se'arch\\",google,,brand
4,2026-01-20T10:00:00Z,,v3,,ads,bing,cpc,
5,2026-02-02T10:00:00Z,p3,,A,direct,,,
6,2026-02-03T10:00:00Z,,v9,,ads,,,brand
7,2026-02-04T10:00:00Z,p4,,,mail,,,
8,2026-02-05T10:00:00Z,,,C,,,,
9,2026-02-06T10:00:00,p9,,,ads,,,
`;
const opportunities = `id,outcome,closed_at,created_at,amount,account_id,person_id,type,owner
a,won,2026-02-10T12:00:00Z,2026-01-30,1000.10,A,,new,Ann
b,won,2026-02-11,2026-01-20T10:00:00Z,500,B,p3,,Bob
c,won,2026-02-12T12:00:00Z,,70.05,,p4,,Ann
d,won,2026-02-12T12:00:00Z,2026-02-01,30,D,,renewal,
e,lost,2026-02-20,2026-02-03,900,A,,,Bob
f,open,,2026-02-14,100,C,,,
`;
const spend = `date,amount,channel,campaign,source
2026-02-01,100,ads,brand,google
2026-02-02,30.5,mail,,
2026-02-03,12,,,
2026-01-03,40,ads,,
`;

describe.skipIf(!hasChdb)(`ClickHouse attributes as DuckDB does (${withoutChdb})`, () => {
  let chdb: Chdb;
  let stores: MetricsStore[];

  beforeAll(async () => {
    chdb = Chdb.open();
    const { writer } = await newClickHouseStores(chdb);
    stores = [writer, await newDuckDBStore()];
    for (const store of stores) {
      await importCsv(store, "people", people);
      await importCsv(store, "touchpoints", touchpoints);
      await importCsv(store, "opportunities", opportunities);
      await importCsv(store, "spend", spend);
    }
  }, 120_000);

  afterAll(async () => {
    for (const store of stores) await store.close();
    chdb.close();
    removeFolders();
  });

  const range = { from: "2026-01-01", to: "2026-03-01" };
  const metrics = ["attributed_revenue", "attributed_conversions", "attributed_pipeline", "roas"].flatMap(
    (metric) => attributionModels.map((model) => `${metric}.${model}`),
  );

  test.each<Partial<QueryInput>>([
    { by: ["channel"] },
    { by: ["campaign", "medium"], metrics: metrics.filter((metric) => !metric.startsWith("roas")) },
    { by: ["owner", "source"], metrics: metrics.filter((metric) => !metric.startsWith("roas")) },
    { by: ["medium"], metrics: ["cac", "cac.markov", "marketing_roi", "roas.first"] },
    { by: [], where: { channel: ["ads", null] }, set: { "attribution.lookbackDays": "20" } },
    { by: ["channel"], metrics: ["attributed_revenue"], where: { owner: ["Ann", null] } },
  ])("query %j", async (asked) => {
    const query = Query.parse({ metrics, ...range, ...asked });
    const [found, expected] = await Promise.all(stores.map((store) => store.query("default", query)));
    expect(found?.series).toEqual(expected?.series);
    expect(expected?.series.some(({ points }) => points.some(({ value }) => Number(value) > 0))).toBe(true);
  });

  test.each<Partial<ReportRequestInput>>([
    {},
    { by: ["source"], options: { measure: "pipeline" } },
    { where: { owner: ["Ann"] }, options: { measure: "conversions" } },
  ])("report %j", async (asked) => {
    const request = ReportRequest.parse({ report: "attribution", ...range, ...asked });
    const [found, expected] = await Promise.all(stores.map((store) => store.report("default", request)));
    expect(found).toEqual({ ...expected, dataVersion: found?.dataVersion });
    expect(expected?.tables).toHaveLength(3);
  });
});
