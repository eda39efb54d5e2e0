import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Report, ReportRequest, type ReportRequestInput, type ReportRow } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { micros } from "../support/plain-model.ts";
import { fixedClock, importCsv, newFolder, removeFolders } from "../support/stores.ts";

/* Movements and cohorts split by dimensions of accounts: worked by hand, and by the law that parts add up to the whole. */

const now = "2024-07-17T12:00:00Z";

const report = (store: MetricsStore, tenant: string, request: ReportRequestInput): Promise<Report> =>
  store.report(tenant, ReportRequest.parse(request));

function rowsOf(found: Report, id: string): ReportRow[] {
  const table = found.tables.find((one) => one.id === id);
  if (!table) throw new Error(`no table ${id}`);
  return table.rows;
}

const stores: MetricsStore[] = [];
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  const file = join(newFolder(), "split.duckdb");
  stores.push(await openDuckDBStore({ file, clock: fixedClock(now) }));
  const client = await PGlite.create();
  stores.push(await openPostgresStore({ client, clock: fixedClock(now) }));
  closing.push(() => client.close());
  if (hasChdb) {
    const chdb = Chdb.open();
    stores.push((await newClickHouseStores(chdb, now)).writer);
    closing.push(() => chdb.close());
  }
});

afterAll(async () => {
  for (const store of stores) await store.close();
  for (const close of closing) await close();
  removeFolders();
});

describe("worked by hand", () => {
  // A pays 100, from March 150. B pays 50 in January and February, and comes back with 60 in April. C pays 10 in February.
  // D paid 30 before all that, and leaves in February.
  const accounts = "id,name,segment,owner\nA,Ada,small,ann\nB,Bell,small,bo\nC,Cern,,ann\nD,Dell,large,bo\n";
  const subscriptions = `id,account_id,starts_at,ends_at,mrr
1,A,2024-01-05,2024-03-01,100
2,A,2024-03-01,,150
3,B,2024-01-10,2024-03-01,50
4,B,2024-04-02,,60
5,C,2024-02-03,2024-03-20,10
6,D,2023-06-01,2024-02-10,30
`;
  const invoices = `id,account_id,issued_at,amount,tax
1,A,2024-01-05,119,19
2,B,2024-01-06,50,
3,A,2024-03-05,200,
4,C,2024-03-06,30,
5,C,2024-03-07,5,
`;
  const range = { from: "2024-01-01", to: "2024-05-01" };

  beforeAll(async () => {
    for (const store of stores) {
      await importCsv(store, "accounts", accounts, { tenant: "hand" });
      await importCsv(store, "subscriptions", subscriptions, { tenant: "hand" });
      await importCsv(store, "invoices", invoices, { tenant: "hand" });
    }
  });

  test("movements by segment: each part from its own opening to its own closing MRR", async () => {
    for (const store of stores) {
      const found = await report(store, "hand", { report: "movements", ...range, by: ["segment"] });
      const totals = rowsOf(found, "totals").map(
        (row) =>
          `${String(row.period).slice(5, 7)} ${row.segment} ${row.opening_mrr} ${row.new_mrr} ${row.expansion_mrr} ${row.reactivation_mrr} ${row.churned_mrr} ${row.closing_mrr}`,
      );
      expect(totals).toEqual([
        "01 large 30 0 0 0 0 30",
        "02 large 30 0 0 0 -30 0",
        "03 large 0 0 0 0 0 0",
        "04 large 0 0 0 0 0 0",
        "01 small 0 150 0 0 0 150",
        "02 small 150 0 0 0 0 150",
        "03 small 150 0 50 0 -50 150",
        "04 small 150 0 0 60 0 210",
        "01 null 0 0 0 0 0 0",
        "02 null 0 10 0 0 0 10",
        "03 null 10 0 0 0 -10 0",
        "04 null 0 0 0 0 0 0",
      ]);
      expect(rowsOf(found, "accounts")[0]).toMatchObject({
        segment: "small",
        account_id: "A",
        account: "Ada",
      });
      expect(found.tables[0]!.columns.slice(0, 2).map(({ id }) => id)).toEqual(["period", "segment"]);
    }
  });

  test("cohorts by owner, over subscriptions and over invoices", async () => {
    for (const store of stores) {
      const paid = await report(store, "hand", { report: "cohorts", ...range, by: ["owner"] });
      expect(rowsOf(paid, "logo")).toEqual([
        { owner: "ann", cohort: "2024-01-01", size: 1, k0: 1, k1: 1, k2: 1, k3: 1 },
        { owner: "ann", cohort: "2024-02-01", size: 1, k0: 1, k1: 0, k2: 0, k3: null },
        { owner: "bo", cohort: "2024-01-01", size: 1, k0: 1, k1: 1, k2: 0, k3: 1 },
      ]);
      expect(rowsOf(paid, "revenue")[0]).toMatchObject({
        owner: "ann",
        initial: 100,
        k1: 1,
        k2: 1.5,
        k3: 1.5,
      });
      const options = { over: "invoices" };
      const bought = await report(store, "hand", { report: "cohorts", ...range, by: ["segment"], options });
      expect(rowsOf(bought, "logo")).toEqual([
        { segment: "small", cohort: "2024-01-01", size: 2, k0: 1, k1: 0, k2: 0.5, k3: 0 },
        { segment: null, cohort: "2024-03-01", size: 1, k0: 1, k1: 0, k2: null, k3: null },
      ]);
      expect(rowsOf(bought, "cells")[2]).toMatchObject({
        segment: "small",
        k: 2,
        customers: 1,
        revenue: 200,
      });
    }
  });

  test("what no account has splits neither", async () => {
    for (const store of stores) {
      for (const name of ["movements", "cohorts"] as const) {
        await expect(report(store, "hand", { report: name, ...range, by: ["plan"] })).rejects.toMatchObject({
          code: "unsupported_dimension",
          message: expect.stringContaining(`${name} follows accounts, so "plan" cannot split it`),
        });
        await expect(report(store, "hand", { report: name, ...range, by: ["segmnt"] })).rejects.toMatchObject(
          {
            code: "unknown_dimension",
          },
        );
      }
    }
  });
});

describe("for any company", () => {
  const day = fc
    .integer({ min: 0, max: 420 })
    .map((offset) => new Date(Date.UTC(2023, 0, 1 + offset)).toISOString().slice(0, 10));
  const accountId = fc.integer({ min: 1, max: 6 }).map((n) => `A${n}`);
  const cents = fc.integer({ min: -2_000, max: 90_000 }).map((value) => (value / 100).toFixed(2));
  const account = fc.tuple(fc.constantFrom("small", "large", ""), fc.constantFrom("ann", "bo", ""));
  const subscription = fc.tuple(accountId, day, day, fc.boolean(), cents).map(([id, a, b, open, mrr]) => {
    const [starts, ends] = [a, b].sort();
    return [id, starts, open ? "" : ends, mrr].join();
  });
  const invoice = fc.tuple(accountId, day, cents).map((cells) => cells.join());
  const company = fc.record({
    // Fewer accounts than ids in use: some references match nothing.
    accounts: fc.array(account, { minLength: 1, maxLength: 5 }),
    subscriptions: fc.array(subscription, { minLength: 1, maxLength: 16 }),
    invoices: fc.array(invoice, { minLength: 1, maxLength: 16 }),
    by: fc.constantFrom<string[]>(["segment"], ["segment", "owner"], ["account_id"], ["owner", "account_id"]),
    grain: fc.constantFrom("month" as const, "quarter" as const, "year" as const),
    form: fc.constantFrom("snapshot", "events"),
  });
  let tenants = 0;

  /** Sums of some columns by what the split leaves: exact, since all amounts have two places. */
  function added(rows: readonly ReportRow[], keys: readonly string[], columns: readonly string[]) {
    const sums = new Map<string, bigint[]>();
    for (const row of rows) {
      const key = keys.map((name) => String(row[name])).join();
      const known = sums.get(key) ?? columns.map(() => 0n);
      sums.set(
        key,
        columns.map((name, index) => known[index]! + micros(Number(row[name] ?? 0).toFixed(6))),
      );
    }
    return new Map([...sums].filter(([, values]) => values.some((value) => value !== 0n)));
  }

  test("parts add up to the whole, and each is the report of its own rows", async () => {
    await fc.assert(
      fc.asyncProperty(company, async ({ accounts, subscriptions, invoices, by, grain, form }) => {
        tenants += 1;
        const tenant = `tenant-${tenants}`;
        const numbered = (rows: readonly string[]): string =>
          rows.map((row, index) => `${index},${row}`).join("\n");
        const lines = accounts
          .map(([segment, owner], index) => `A${index + 1},${segment},${owner}`)
          .join("\n");
        for (const store of stores) {
          await importCsv(store, "accounts", `id,segment,owner\n${lines}`, { tenant });
          await importCsv(
            store,
            "subscriptions",
            `id,account_id,starts_at,ends_at,mrr\n${numbered(subscriptions)}`,
            { tenant },
          );
          await importCsv(store, "invoices", `id,account_id,issued_at,amount\n${numbered(invoices)}`, {
            tenant,
          });
          const range = { from: "2023-03-01", to: "2024-03-01", grain };
          const requests: [ReportRequestInput, table: string, keys: string[], columns: string[]][] = [
            [
              { report: "movements", ...range, options: { form } },
              "totals",
              ["period", "partial"],
              [
                "opening_mrr",
                "new_mrr",
                "expansion_mrr",
                "reactivation_mrr",
                "contraction_mrr",
                "churned_mrr",
                "closing_mrr",
              ],
            ],
            [{ report: "cohorts", ...range }, "cells", ["cohort", "period"], ["customers", "revenue"]],
            [{ report: "cohorts", ...range }, "logo", ["cohort"], ["size"]],
            [
              { report: "cohorts", ...range, options: { over: "invoices" } },
              "cells",
              ["cohort", "period"],
              ["customers", "revenue"],
            ],
          ];
          for (const [request, id, keys, columns] of requests) {
            const whole = rowsOf(await report(store, tenant, request), id);
            const split = rowsOf(await report(store, tenant, { ...request, by }), id);
            expect(added(split, keys, columns)).toEqual(added(whole, keys, columns));
            const [first] = split;
            if (first === undefined) continue;
            const values = by.map((name): [string, [string | null]] => [
              name,
              [first[name] as string | null],
            ]);
            const kept = rowsOf(
              await report(store, tenant, { ...request, where: Object.fromEntries(values) }),
              id,
            );
            const own = split.filter((row) => by.every((name) => row[name] === first[name]));
            expect(own).toEqual(
              kept.map((row) => ({ ...Object.fromEntries(by.map((name) => [name, first[name]])), ...row })),
            );
          }
        }
      }),
      { seed: 20_261_122, numRuns: 12, interruptAfterTimeLimit: 25_000 },
    );
    expect(tenants).toBeGreaterThan(1);
  });
});
