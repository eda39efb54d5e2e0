import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { ReportRequest, type ReportRow } from "@foresail/client";
import { defineFact, defineMetric, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newFolder, removeFolders } from "../support/stores.ts";

/*
 * Revenue per user and customers who buy again, of a shop without contracts: 6,919 purchases of 2,357 customers. Two ways
 * in:
 *
 * - `default`: every purchase is an invoice;
 * - `monthly`: what a customer bought in a month is a subscription of that month, so that MRR is the month's revenue and its
 *   customers are those who bought for more than 0.
 *
 * Expected numbers are counts, and whole cents, added in the test. Compared with equality: both sides divide once.
 */

const folder = "cdnow";
const now = "1998-08-01T00:00:00Z";
const months = Array.from({ length: 18 }, (_, index) =>
  new Date(Date.UTC(1997, index, 1)).toISOString().slice(0, 10),
);
const after = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)).toISOString().slice(0, 10);
const range = { from: "1997-01-01", to: "1998-07-01" } as const;

const cents = (amount: string): number => Math.round(Number(amount) * 100);
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

interface Purchase {
  readonly customer: string;
  readonly day: string;
  readonly month: string;
  readonly cents: number;
}

/** Metrics that a shop would define: what was bought how often, and who of a month's customers had bought before. */
const own = [
  defineMetric({
    id: "purchases",
    version: 1,
    label: "Purchases",
    question: "How often was something bought?",
    formula: "count of invoices by issued_at",
    unit: "count",
    direction: "up",
    expression: {
      kind: "total",
      measure: defineFact({ name: "purchases", table: "invoices", date: "issued_at" }).count(),
    },
  }),
  defineMetric({
    id: "repeat_customers",
    version: 1,
    label: "Repeat customers",
    question: "How many customers of the period had been customers before?",
    formula: "customers - new_customers",
    unit: "count",
    direction: "up",
    expression: { kind: "formula", text: "customers - new_customers" },
  }),
];

describe.skipIf(!hasSharedData(folder))("customers of CDNOW", () => {
  const stores: MetricsStore[] = [];
  let pglite: PGlite;
  let purchases: Purchase[];
  /** By customer: the month of the first purchase. */
  let firstMonths: Map<string, string>;

  beforeAll(async () => {
    const text = sharedText(`${folder}/cdnowElog.csv`);
    purchases = plainRows(text).map(({ masterid = "", date = "", sales = "" }) => ({
      customer: masterid,
      day: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
      month: `${date.slice(0, 4)}-${date.slice(4, 6)}-01`,
      cents: cents(sales),
    }));
    firstMonths = firstOf(purchases);
    expect([purchases.length, firstMonths.size]).toEqual([6_919, 2_357]);
    const monthly = [...Map.groupBy(purchases, ({ customer, month }) => `${customer},${month}`)].map(
      ([key, list], index) =>
        `${index},${key},${after(key.split(",")[1]!)},${(sum(list.map((one) => one.cents)) / 100).toFixed(2)}`,
    );
    pglite = await PGlite.create();
    stores.push(
      await openDuckDBStore({
        file: join(newFolder(), "test.duckdb"),
        clock: fixedClock(now),
        metrics: own,
      }),
    );
    stores.push(await openPostgresStore({ client: pglite, clock: fixedClock(now), metrics: own }));
    for (const store of stores) {
      await importCsv(store, "invoices", text, {
        map: {
          columns: {
            account_id: "masterid",
            issued_at: { from: "date", format: "yyyyMMdd" },
            amount: "sales",
          },
          attributes: [],
        },
      });
      const report = await importCsv(
        store,
        "subscriptions",
        ["id,account_id,starts_at,ends_at,mrr", ...monthly].join("\n"),
        { tenant: "monthly" },
      );
      expect(report).toMatchObject({ accepted: monthly.length, rejected: 0 });
    }
  });

  afterAll(async () => {
    for (const store of stores) await store.close();
    await pglite.close();
    removeFolders();
  });

  /** By customer: the month of the first of some purchases. */
  function firstOf(of: readonly Purchase[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const { customer, month } of of) {
      const known = found.get(customer);
      if (known === undefined || month < known) found.set(customer, month);
    }
    return found;
  }

  const cohorts = async (
    store: MetricsStore,
    request: Partial<Parameters<typeof ReportRequest.parse>[0] & object>,
  ): Promise<readonly ReportRow[]> => {
    const options = { over: "invoices" };
    const found = await store.report(
      "default",
      ReportRequest.parse({ report: "cohorts", options, ...request }),
    );
    return found.tables.find(({ id }) => id === "cells")!.rows;
  };

  test("revenue per user, month by month", async () => {
    // Someone whose purchases were all free pays nothing, and is no user of that month.
    const sums = new Map(
      [...Map.groupBy(purchases, ({ customer, month }) => `${month},${customer}`)].map(([key, list]) => [
        key,
        sum(list.map((one) => one.cents)),
      ]),
    );
    const paying = [...sums].filter(([, amount]) => amount > 0);
    expect(paying.length).toBeLessThan(sums.size);
    const expected = months.map((month) => {
      const amounts = paying.filter(([key]) => key.startsWith(month)).map(([, amount]) => amount);
      return sum(amounts) / 100 / amounts.length;
    });
    for (const store of stores) {
      const series = await ask(store, { metrics: ["arpu", "arpa"], ...range }, "monthly");
      for (const { points } of series) expect(points.map(({ value }) => value)).toEqual(expected);
    }
  });

  test("customers who had bought in an earlier month, month by month", async () => {
    const paid = purchases.filter((one) => one.cents > 0);
    const first = firstOf(paid);
    const expected = months.map(
      (month) =>
        new Set(
          paid
            .filter((one) => one.month === month && first.get(one.customer)! < month)
            .map(({ customer }) => customer),
        ).size,
    );
    expect(sum(expected)).toBeGreaterThan(1_000);
    for (const store of stores) {
      const [series] = await ask(store, { metrics: ["repeat_customers"], ...range }, "monthly");
      expect(series!.points.map(({ value }) => value)).toEqual(expected);
    }
  });

  test("who buys again, and for how much, by month of the first purchase and month", async () => {
    const expected = months.slice(0, 3).flatMap((cohort) =>
      months
        .filter((month) => month >= cohort)
        .map((month) => {
          const bought = purchases.filter(
            (one) => one.month === month && firstMonths.get(one.customer) === cohort,
          );
          return {
            cohort,
            period: month,
            customers: new Set(bought.map(({ customer }) => customer)).size,
            revenue: sum(bought.map((one) => one.cents)) / 100,
          };
        }),
    );
    for (const store of stores) {
      const cells = await cohorts(store, range);
      expect(
        cells.map(({ cohort, period, customers, revenue }) => ({ cohort, period, customers, revenue })),
      ).toEqual(expected);
    }
  });

  test("days of repeat purchases, by day of the first one, are those of the published summary", async () => {
    // Of each customer: purchases on other days than the first, and weeks from the first one to the end, 30 September 1997.
    const end = Date.parse("1997-09-30T00:00:00Z");
    const expected = new Map<string, number>();
    for (const { frequency, T } of plainRows(sharedText(`${folder}/cdnow_customers_summary.csv`))) {
      const first = new Date(end - Math.round(Number(T) * 7) * 86_400_000).toISOString().slice(0, 10);
      expected.set(first, (expected.get(first) ?? 0) + Number(frequency));
    }
    expect(sum([...expected.values()])).toBe(2_457);
    for (const store of stores) {
      const found = new Map<string, number>();
      for (const { cohort, k, customers } of await cohorts(store, {
        grain: "day",
        from: "1997-01-01",
        to: "1997-10-01",
      })) {
        const again = Number(k) === 0 ? 0 : Number(customers);
        found.set(String(cohort), (found.get(String(cohort)) ?? 0) + again);
      }
      expect(found).toEqual(expected);
    }
  });

  test("customers with a second purchase, by month of the first", async () => {
    const count = (counts: ReadonlyMap<string, number>): Map<string, number> => {
      const found = new Map(months.slice(0, 3).map((month) => [month, 0]));
      for (const [customer, times] of counts) {
        const first = firstMonths.get(customer)!;
        if (times >= 2) found.set(first, found.get(first)! + 1);
      }
      return found;
    };
    const expected = count(
      new Map(
        [...Map.groupBy(purchases, ({ customer }) => customer)].map(([customer, list]) => [
          customer,
          list.length,
        ]),
      ),
    );
    for (const store of stores) {
      const series = await ask(store, {
        metrics: ["purchases"],
        by: ["account_id"],
        grain: "year",
        from: "1997-01-01",
        to: "1999-01-01",
      });
      const times = series.map(({ dimensions, points }): [string, number] => [
        dimensions.account_id!,
        sum(points.map(({ value }) => value!)),
      ]);
      expect(count(new Map(times))).toEqual(expected);
    }
  });
});
