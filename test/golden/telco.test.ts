import { PGlite } from "@electric-sql/pglite";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Churn of 7,043 telephone customers, 1,869 of whom left in the last month. The file has tenures and no dates: here the
 * last month is December 2025, a customer of t months started t months before its end, and who left did so on the 15th.
 */

const folder = "telco-churn";
const now = "2026-02-01T00:00:00Z";
const december = { from: "2025-12-01", to: "2026-01-01" };

interface Customer {
  readonly contract: string;
  readonly months: number;
  readonly left: boolean;
  readonly cents: number;
}

const startOf = (months: number): string => new Date(Date.UTC(2026, -months, 1)).toISOString().slice(0, 10);
const totalCents = (of: readonly Customer[]): number => of.reduce((sum, { cents }) => sum + cents, 0);

describe.skipIf(!hasSharedData(folder))("Telco", () => {
  const stores: MetricsStore[] = [];
  let pglite: PGlite;
  let customers: Customer[];

  beforeAll(async () => {
    const rows = plainRows(sharedText(`${folder}/Telco-Customer-Churn.csv`));
    customers = rows.map((row) => ({
      contract: row.Contract!,
      months: Number(row.tenure),
      left: row.Churn === "Yes",
      cents: Math.round(Number(row.MonthlyCharges) * 100),
    }));
    expect([customers.length, customers.filter(({ left }) => left).length]).toEqual([7_043, 1_869]);
    const accounts = ["id,segment", ...customers.map(({ contract }, index) => `${index},${contract}`)];
    const subscriptions = customers.map(
      ({ months, left, cents }, index) =>
        `${index},${index},${startOf(months)},${left ? "2025-12-15" : ""},${(cents / 100).toFixed(2)}`,
    );
    pglite = await PGlite.create();
    stores.push(await newDuckDBStore(now));
    stores.push(await openPostgresStore({ client: pglite, clock: fixedClock(now) }));
    for (const store of stores) {
      await importCsv(store, "accounts", accounts.join("\n"));
      const report = await importCsv(
        store,
        "subscriptions",
        ["id,account_id,starts_at,ends_at,mrr", ...subscriptions].join("\n"),
      );
      expect(report).toMatchObject({ accepted: 7_043, rejected: 0 });
    }
  });

  afterAll(async () => {
    for (const store of stores) await store.close();
    await pglite.close();
    removeFolders();
  });

  /** What December must say of some customers. */
  function expected(of: readonly Customer[]): Record<string, number> {
    // Who started in December was none when it began; who starts in January is none yet.
    const before = of.filter(({ months }) => months >= 2);
    const stayed = of.filter(({ months, left }) => months >= 1 && !left);
    const lost = before.filter(({ left }) => left);
    const kept = before.filter(({ left }) => !left);
    return {
      logo_churn_rate: lost.length / before.length,
      churned_customers: lost.length,
      new_customers: of.filter(({ months, left }) => months === 1 && !left).length,
      customers: stayed.length,
      mrr: totalCents(stayed) / 100,
      arpa: totalCents(stayed) / 100 / stayed.length,
      arpu: totalCents(stayed) / 100 / stayed.length,
      gross_mrr_churn_rate: totalCents(lost) / 100 / (totalCents(before) / 100),
      "grr.period": totalCents(kept) / 100 / (totalCents(before) / 100),
    };
  }

  test("churn, revenue and revenue per user of all", async () => {
    const all = expected(customers);
    for (const store of stores) {
      const series = await ask(store, { metrics: Object.keys(all), ...december });
      expect(Object.fromEntries(series.map(({ metric, points }) => [metric, points[0]!.value]))).toEqual(all);
    }
  });

  test("the same by contract: those who pay by the month leave more often", async () => {
    const groups = Map.groupBy(customers, ({ contract }) => contract);
    expect(groups.size).toBe(3);
    for (const store of stores) {
      for (const [contract, group] of groups) {
        const points = expected(group);
        const series = await ask(store, { metrics: Object.keys(points), by: ["segment"], ...december });
        const own = series.filter(({ dimensions }) => dimensions.segment === contract);
        expect(Object.fromEntries(own.map(({ metric, points: [point] }) => [metric, point!.value]))).toEqual(
          points,
        );
      }
    }
    const rate = (contract: string): number => expected(groups.get(contract)!).logo_churn_rate!;
    expect(rate("Month-to-month")).toBeGreaterThan(3 * rate("One year"));
  });

  test("day by day all losses fall on one day; with the new ones the share is smaller", async () => {
    const before = customers.filter(({ months }) => months >= 2);
    const arrived = customers.filter(({ months }) => months === 1);
    const lost = (of: readonly Customer[]): number => of.filter(({ left }) => left).length;
    const forms = {
      daily: (lost(before) + lost(arrived)) / (before.length + arrived.length),
      start_plus_new: lost(before) / (before.length + arrived.length - lost(arrived)),
    };
    for (const store of stores) {
      for (const [denominator, share] of Object.entries(forms)) {
        const [series] = await ask(store, {
          metrics: ["logo_churn_rate"],
          ...december,
          set: { "churn.denominator": denominator },
        });
        expect(series!.points[0]!.value).toBe(share);
      }
    }
  });
});
