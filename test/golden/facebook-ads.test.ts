import { PGlite } from "@electric-sql/pglite";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { micros } from "../support/plain-model.ts";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * 1,143 ads of one company, without dates: they all get one day. Costs per lead and per customer, by campaign and by age
 * group, against sums of whole millionths; both sides divide once, so numbers are compared with equality.
 */
const folder = "facebook-ads-spend";
const day = "2017-08-20";

describe.skipIf(!hasSharedData(folder))("Facebook ads", () => {
  const stores = new Map<string, MetricsStore>();
  let pglite: PGlite;
  let rows: Record<string, string>[];

  beforeAll(async () => {
    rows = plainRows(sharedText(`${folder}/KAG_conversion_data.csv`));
    pglite = await PGlite.create();
    const clock = "2017-10-01T12:00:00Z";
    stores.set("DuckDB", await newDuckDBStore(clock));
    stores.set("PGlite", await openPostgresStore({ client: pglite, clock: fixedClock(clock) }));
    for (const store of stores.values()) {
      const report = await importCsv(store, "spend", sharedText(`${folder}/KAG_conversion_data.csv`), {
        map: {
          columns: {
            id: "ad_id",
            date: { value: day },
            amount: "Spent",
            campaign: "xyz_campaign_id",
            impressions: "Impressions",
            clicks: "Clicks",
            leads: "Total_Conversion",
            conversions: "Approved_Conversion",
            channel: { value: "facebook" },
            kind: { value: "ads" },
          },
          attributes: ["age", "gender"],
        },
      });
      expect(report).toMatchObject({ rows: rows.length, accepted: rows.length, rejected: 0 });
    }
  });

  afterAll(async () => {
    for (const store of stores.values()) await store.close();
    await pglite?.close();
    removeFolders();
  });

  /** Whole millionths of a price with up to nine places, half to even: that is how amounts are kept. */
  const spent = (row: Readonly<Record<string, string>>): bigint => {
    const [whole = "0", fraction = ""] = row.Spent!.split(".");
    const billionths = BigInt(whole + fraction.padEnd(9, "0"));
    const [size, rest] = [billionths / 1000n, billionths % 1000n];
    return rest > 500n || (rest === 500n && size % 2n === 1n) ? size + 1n : size;
  };

  const plainCost = (of: readonly Record<string, string>[], per: string): number | null => {
    const cost = of.reduce((sum, row) => sum + spent(row), 0n);
    const count = of.reduce((sum, row) => sum + Number(row[per]), 0);
    return count === 0 ? null : Number(cost) / 1_000_000 / count;
  };

  test.each(["DuckDB", "PGlite"])("CAC and cost per lead on %s", async (engine) => {
    const store = stores.get(engine)!;
    for (const [dimension, column] of [
      ["campaign", "xyz_campaign_id"],
      ["attributes.age", "age"],
      ["attributes.gender", "gender"],
    ] as const) {
      for (const [metric, per] of [
        ["cac.platform", "Approved_Conversion"],
        ["cost_per_lead.platform", "Total_Conversion"],
      ] as const) {
        const series = await ask(store, {
          metrics: [metric],
          by: [dimension],
          from: "2017-08-01",
          to: "2017-09-01",
        });
        const values = [...new Set(rows.map((row) => row[column]!))].sort();
        expect(series.map(({ dimensions }) => dimensions[dimension])).toEqual(values);
        for (const { dimensions, points } of series) {
          const of = rows.filter((row) => row[column] === dimensions[dimension]);
          expect([dimension, metric, dimensions[dimension], points[0]?.value]).toEqual([
            dimension,
            metric,
            dimensions[dimension],
            plainCost(of, per),
          ]);
        }
      }
    }
  });

  test("parts add up to all that was spent", async () => {
    const store = stores.get("DuckDB")!;
    const range = { from: "2017-08-01", to: "2017-09-01" } as const;
    const [total] = await ask(store, { metrics: ["spend"], ...range });
    const parts = await ask(store, { metrics: ["spend"], by: ["campaign", "attributes.age"], ...range });
    const sum = parts.reduce((all, { points }) => all + micros(Number(points[0]?.value).toFixed(6)), 0n);
    expect(sum).toBe(rows.reduce((all, row) => all + spent(row), 0n));
    expect(sum).toBe(micros(Number(total?.points[0]?.value).toFixed(6)));
  });
});
