import { PGlite } from "@electric-sql/pglite";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Revenue of a shop without contracts, 6,919 purchases of 2,357 customers over 18 months, as invoices. Expected sums are
 * whole cents added in the test. Compared with equality: both sides round once.
 */

const folder = "cdnow";
const now = "1998-08-01T00:00:00Z";

const cents = (amount: string): bigint => {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
};
const dollars = (amount: bigint): number =>
  Number(`${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`);

describe.skipIf(!hasSharedData(folder))("CDNOW", () => {
  const stores: MetricsStore[] = [];
  let pglite: PGlite;
  let rows: Record<string, string>[];

  beforeAll(async () => {
    const text = sharedText(`${folder}/cdnowElog.csv`);
    rows = plainRows(text);
    pglite = await PGlite.create();
    stores.push(await newDuckDBStore(now));
    stores.push(await openPostgresStore({ client: pglite, clock: fixedClock(now) }));
    for (const store of stores) {
      const report = await importCsv(store, "invoices", text, {
        map: {
          columns: {
            account_id: "masterid",
            issued_at: { from: "date", format: "yyyyMMdd" },
            amount: "sales",
          },
          attributes: [],
        },
      });
      // Several purchases of a customer on one day, alike or not, are all kept.
      expect(report).toMatchObject({ rows: 6_919, accepted: 6_919, rejected: 0 });
    }
  });

  afterAll(async () => {
    for (const store of stores) await store.close();
    await pglite.close();
    removeFolders();
  });

  test.each([
    ["month", 18, (date: string) => `${date.slice(0, 4)}-${date.slice(4, 6)}-01`],
    [
      "quarter",
      6,
      (date: string) =>
        `${date.slice(0, 4)}-${String(Math.floor((Number(date.slice(4, 6)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`,
    ],
    ["year", 2, (date: string) => `${date.slice(0, 4)}-01-01`],
  ] as const)("revenue by %s", async (grain, count, periodOf) => {
    const sums = new Map<string, bigint>();
    for (const { date = "", sales = "" } of rows) {
      const period = periodOf(date);
      sums.set(period, (sums.get(period) ?? 0n) + cents(sales));
    }
    const expected = [...sums].sort().map(([period, sum]) => [period, dollars(sum)]);
    expect(expected).toHaveLength(count);
    for (const store of stores) {
      const [series] = await ask(store, {
        metrics: ["revenue"],
        grain,
        from: "1997-01-01",
        to: "1998-07-01",
      });
      expect(series!.points.map(({ period, value }) => [period, value])).toEqual(expected);
    }
  });

  test("revenue of each customer, who bought again and who did not", async () => {
    const sums = new Map<string, bigint>();
    for (const { masterid = "", sales = "" } of rows)
      sums.set(masterid, (sums.get(masterid) ?? 0n) + cents(sales));
    expect(sums.size).toBe(2_357);
    for (const store of stores) {
      const series = await ask(store, {
        metrics: ["revenue"],
        by: ["account_id"],
        grain: "year",
        from: "1997-01-01",
        to: "1999-01-01",
      });
      expect(series).toHaveLength(2_357);
      const actual = series.map(({ dimensions, points }) => [
        dimensions.account_id,
        points.reduce((total, { value }) => total + BigInt(Math.round((value ?? 0) * 100)), 0n),
      ]);
      expect(new Map(actual as [string, bigint][])).toEqual(sums);
    }
  });
});
