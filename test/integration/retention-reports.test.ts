import type { Report, ReportRequestInput } from "@foresail/client";
import { ReportRequest } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { micros } from "../support/plain-model.ts";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

afterAll(removeFolders);

const report = (store: MetricsStore, request: ReportRequestInput): Promise<Report> =>
  store.report("default", ReportRequest.parse(request));

function table(found: Report, id: string) {
  const one = found.tables.find((candidate) => candidate.id === id);
  if (!one) throw new Error(`no table ${id}`);
  return one.rows;
}

describe("worked by hand", () => {
  let store: MetricsStore;

  beforeAll(async () => {
    store = await newDuckDBStore("2026-05-10T12:00:00Z");
    await importCsv(store, "accounts", "id,name\nA,Ada\nB,Bell\nC,Cern\n");
    // A: 100 from January, 150 from March. B: 50 in January and February, back with 60 in April. C: 10, February only.
    await importCsv(
      store,
      "subscriptions",
      "id,account_id,starts_at,ends_at,mrr\n1,A,2026-01-05,2026-03-01,100\n2,A,2026-03-01,,150\n3,B,2026-01-10,2026-03-01,50\n4,B,2026-04-02,,60\n5,C,2026-02-03,2026-02-20,10\n",
    );
    await importCsv(
      store,
      "invoices",
      "id,account_id,issued_at,amount,tax\n1,A,2026-01-05,119,19\n2,B,2026-01-06,50,\n3,A,2026-03-05,200,\n4,C,2026-03-06,30,\n",
    );
  });

  test("movements by account, which add up", async () => {
    const found = await report(store, { report: "movements", from: "2026-01-01", to: "2026-05-01" });
    const accounts = table(found, "accounts").map(
      ({
        period,
        account,
        opening_mrr,
        new_mrr,
        expansion_mrr,
        reactivation_mrr,
        churned_mrr,
        closing_mrr,
      }) =>
        [
          period,
          account,
          opening_mrr,
          new_mrr,
          expansion_mrr,
          reactivation_mrr,
          churned_mrr,
          closing_mrr,
        ].join(" "),
    );
    expect(accounts).toEqual([
      "2026-01-01 Ada 0 100 0 0 0 100",
      "2026-01-01 Bell 0 50 0 0 0 50",
      "2026-03-01 Ada 100 0 50 0 0 150",
      "2026-03-01 Bell 50 0 0 0 -50 0",
      "2026-04-01 Bell 0 0 0 60 0 60",
    ]);
    expect(table(found, "totals").map(({ opening_mrr, closing_mrr }) => [opening_mrr, closing_mrr])).toEqual([
      [0, 150],
      [150, 150],
      [150, 150],
      [150, 210],
    ]);
  });

  test("as events, what comes and goes within a month shows", async () => {
    const found = await report(store, {
      report: "movements",
      from: "2026-02-01",
      to: "2026-03-01",
      options: { form: "events" },
    });
    expect(table(found, "accounts")).toMatchObject([
      { account: "Cern", opening_mrr: 0, new_mrr: 10, churned_mrr: -10, closing_mrr: 0 },
    ]);
    expect(found.definition).toBe("movements@1");
  });

  test("cohorts keep who comes back in the first one, and leave open periods blank", async () => {
    const found = await report(store, { report: "cohorts", from: "2026-01-01", to: "2026-06-01" });
    expect(table(found, "logo")).toEqual([
      { cohort: "2026-01-01", size: 2, k0: 1, k1: 1, k2: 0.5, k3: 1, k4: null },
      { cohort: "2026-02-01", size: 1, k0: 0, k1: 0, k2: 0, k3: null, k4: null },
    ]);
    const [first] = table(found, "revenue");
    expect(first).toEqual({ cohort: "2026-01-01", initial: 150, k0: 1, k1: 1, k2: 1, k3: 1.4, k4: null });
  });

  test("cohorts over invoices count who buys in a period", async () => {
    const found = await report(store, {
      report: "cohorts",
      from: "2026-01-01",
      to: "2026-04-01",
      options: { over: "invoices" },
    });
    expect(table(found, "logo")).toEqual([
      { cohort: "2026-01-01", size: 2, k0: 1, k1: 0, k2: 0.5 },
      { cohort: "2026-03-01", size: 1, k0: 1, k1: null, k2: null },
    ]);
    expect(table(found, "revenue")[0]).toEqual({
      cohort: "2026-01-01",
      initial: 150,
      k0: 1,
      k1: 0,
      k2: 200 / 150,
    });
  });
});

describe.skipIf(!hasSharedData("ravenstack-saas"))("RavenStack", () => {
  let store: MetricsStore;

  beforeAll(async () => {
    store = await newDuckDBStore();
    const map = { columns: { id: "account_id", name: "account_name" }, attributes: [] };
    await importCsv(store, "accounts", sharedText("ravenstack-saas/ravenstack_accounts.csv"), { map });
    await importCsv(store, "subscriptions", sharedText("ravenstack-saas/ravenstack_subscriptions.csv"), {
      map: {
        columns: {
          id: "subscription_id",
          starts_at: "start_date",
          ends_at: "end_date",
          mrr: "mrr_amount",
          trial: "is_trial",
        },
        attributes: [],
      },
    });
  });

  const range = { from: "2023-01-01", to: "2025-01-01" } as const;

  test("movements of accounts add up to those of the metrics, in both forms", async () => {
    for (const form of ["snapshot", "events"]) {
      const found = await report(store, { report: "movements", ...range, options: { form } });
      const metrics = [
        "new_mrr",
        "expansion_mrr",
        "contraction_mrr",
        "churned_mrr",
        "reactivation_mrr",
        "mrr",
      ];
      const series = await ask(store, { metrics, ...range, set: { "movements.form": form } });
      for (const { metric, points } of series) {
        for (const { period, value } of points) {
          const column = metric === "mrr" ? "closing_mrr" : metric;
          const total = table(found, "totals").find((row) => row.period === period);
          expect([form, metric, period, total?.[column]]).toEqual([form, metric, period, value]);
          if (metric === "mrr") continue;
          const rows = table(found, "accounts").filter((row) => row.period === period);
          const sum = rows.reduce((all, row) => all + micros(Number(row[column]).toFixed(6)), 0n);
          expect(sum).toBe(micros(Number(value).toFixed(6)));
        }
      }
    }
  });

  test("triangles agree with customers and MRR, and with a plain computation", async () => {
    const cells = table(await report(store, { report: "cohorts", ...range }), "cells");
    const [customers, mrr] = await ask(store, { metrics: ["customers", "mrr"], ...range });
    for (const [index, { period, value }] of (customers?.points ?? []).entries()) {
      const there = cells.filter((cell) => cell.period === period);
      expect(there.reduce((sum, cell) => sum + Number(cell.customers), 0)).toBe(value);
      expect(there.reduce((sum, cell) => sum + Number(cell.revenue), 0)).toBe(mrr?.points[index]?.value);
    }
    // An account is in the cohort of its first paid day; at a month's end it counts if a row of its runs over it.
    const rows = plainRows(sharedText("ravenstack-saas/ravenstack_subscriptions.csv")).filter(
      (row) => row.is_trial !== "True" && Number(row.mrr_amount) > 0,
    );
    const first = new Map<string, string>();
    for (const row of rows) {
      const known = first.get(row.account_id!);
      if (known === undefined || row.start_date! < known) first.set(row.account_id!, row.start_date!);
    }
    const monthEnd = (month: string) => {
      const [year, number] = month.split("-").map(Number) as [number, number];
      return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
    };
    for (const cell of cells.filter((_, index) => index % 7 === 0)) {
      const end = monthEnd(String(cell.period));
      const active = new Set(
        rows
          .filter((row) => first.get(row.account_id!)!.slice(0, 7) === String(cell.cohort).slice(0, 7))
          .filter((row) => row.start_date! < end && (row.end_date === "" || row.end_date! >= end))
          .map((row) => row.account_id),
      );
      expect([cell.cohort, cell.period, cell.customers]).toEqual([cell.cohort, cell.period, active.size]);
    }
  });
});

describe.skipIf(!hasSharedData("cdnow"))("CDNOW", () => {
  test("cohorts of buyers equal a plain count", async () => {
    const store = await newDuckDBStore("2000-01-01T12:00:00Z");
    const purchases = plainRows(sharedText("cdnow/cdnowElog.csv")).map((row) => ({
      account: row.sampleid ?? row.cust ?? Object.values(row)[0]!,
      day: String(row.date).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"),
      sales: row.sales!,
    }));
    const accounts = [...new Set(purchases.map(({ account }) => account))];
    await importCsv(store, "accounts", `id\n${accounts.join("\n")}\n`);
    const lines = purchases.map(({ account, day, sales }, index) => `${index},${account},${day},${sales}`);
    await importCsv(store, "invoices", `id,account_id,issued_at,amount\n${lines.join("\n")}\n`);
    const cells = table(
      await report(store, {
        report: "cohorts",
        from: "1997-01-01",
        to: "1998-07-01",
        options: { over: "invoices" },
      }),
      "cells",
    );
    const first = new Map<string, string>();
    for (const { account, day } of purchases) {
      if (!first.has(account) || day < first.get(account)!) first.set(account, day);
    }
    let checked = 0;
    for (const cell of cells) {
      const cohort = purchases.filter(
        ({ account }) => first.get(account)!.slice(0, 7) === String(cell.cohort).slice(0, 7),
      );
      const here = cohort.filter(({ day }) => day.slice(0, 7) === String(cell.period).slice(0, 7));
      expect(cell.customers).toBe(new Set(here.map(({ account }) => account)).size);
      const revenue = here.reduce((sum, { sales }) => sum + micros(sales), 0n);
      expect(micros(Number(cell.revenue).toFixed(6))).toBe(revenue);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(30);
    await store.close();
  });
});
