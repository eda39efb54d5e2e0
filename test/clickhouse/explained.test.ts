import { ExplainRequest, type ExplainRequestInput } from "@foresail/client";
import { attributionModels, type MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/* Rows behind credits and targets on ClickHouse, which must be those on DuckDB, in the same order. */

const now = "2026-07-01T12:00:00Z";
const people = "id,account_id,anonymous_id,created_at\np1,A,v1,2026-01-03\np2,B,,2026-02-01T08:00:00Z\n";
const touchpoints = `id,at,person_id,anonymous_id,account_id,channel,campaign
1,2026-01-02T10:00:00Z,,v1,,ads,it's
2,2026-01-05,p1,,,"se'arch\\",
3,2026-02-02T10:00:00Z,,,A,mail,brand
4,2026-02-03T10:00:00Z,p2,,,ads,
5,2026-02-03,,,B,mail,
`;
const opportunities = `id,outcome,closed_at,created_at,amount,account_id,type,owner
a,won,2026-02-10T12:00:00Z,2026-01-30,1000.10,A,new,Ann
b,won,2026-02-10,2026-01-20T10:00:00Z,500,B,,Bo
c,won,2026-02-12,,70.05,,,Ann
`;
const targets = `id,metric,period_start,grain,value,dimensions,version
1,bookings,2026-01-01,month,1000,,v1
2,bookings,2026-02-01,month,1500.5,,
3,bookings,2026-03-01,month,2000,,
4,bookings,2026-05-01,month,10,"{""owner"":""Ann""}",
5,bookings,2026-05-01,month,20,"{""owner"":""Bo""}",
`;

describe.skipIf(!hasChdb)(`explanations on ClickHouse (${withoutChdb})`, () => {
  let chdb: Chdb;
  let clickhouse: MetricsStore[];
  let duckdb: MetricsStore;

  beforeAll(async () => {
    chdb = Chdb.open();
    const { writer, reader } = await newClickHouseStores(chdb, now);
    clickhouse = [writer, reader];
    duckdb = await newDuckDBStore(now);
    for (const store of [writer, duckdb]) {
      await importCsv(store, "people", people);
      await importCsv(store, "touchpoints", touchpoints);
      await importCsv(store, "opportunities", opportunities);
      await importCsv(store, "targets", targets);
    }
  }, 60_000);

  afterAll(async () => {
    for (const store of [...clickhouse, duckdb]) await store.close();
    chdb.close();
    removeFolders();
  });

  const february = { period: "2026-02-01" } as const;
  test.each<ExplainRequestInput>([
    ...attributionModels.map((model) => ({ metric: `attributed_revenue.${model}`, ...february })),
    { metric: "attributed_pipeline", period: "2026-01-01", where: { channel: ["ads", null] } },
    { metric: "cac.linear", ...february },
    { metric: "quota_attainment", ...february },
    { metric: "bookings.target", grain: "quarter", ...february },
    { metric: "bookings.target", period: "2026-05-01" },
    { metric: "bookings.target", period: "2026-05-01", where: { owner: ["Bo"] } },
  ])("%j", async (input) => {
    const request = ExplainRequest.parse(input);
    const expected = await duckdb.explain("default", request);
    const behind = expected.measures.filter(({ measure }) => /^(attribution|target)/.test(measure));
    expect(behind[0]!.rows.length).toBeGreaterThan(0);
    for (const store of clickhouse) {
      const { measures, calculation } = await store.explain("default", request);
      expect(calculation).toBe(expected.calculation);
      expect(measures.filter(({ measure }) => /^(attribution|target)/.test(measure))).toEqual(behind);
    }
  });
});
