import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Grain, Series } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { expectSeries, keyOf } from "../support/compare-series.ts";
import { plainPeriods } from "../support/plain-calendar.ts";
import { currencyPoints, type PlainForm, type PlainRate } from "../support/plain-currencies.ts";
import { micros } from "../support/plain-model.ts";
import { ask, fixedClock, newFolder, removeFolders } from "../support/stores.ts";

/*
 * MRR under any currencies and rates, in both forms of movements, against `plain-currencies.ts`, to the last bit; and what
 * must hold whatever the numbers are.
 */

const now = "2024-07-17T12:00:00Z";
const today = "2024-07-17";
const limited = (numRuns: number) => ({ seed: 20_261_122, numRuns, interruptAfterTimeLimit: 20_000 });
const movements = [
  "new_mrr",
  "expansion_mrr",
  "contraction_mrr",
  "churned_mrr",
  "reactivation_mrr",
  "fx_mrr",
];
const metrics = [
  "mrr",
  "customers",
  ...movements,
  "new_customers",
  "churned_customers",
  "net_new_mrr",
  "nrr.period",
  "grr.period",
];

const day = fc
  .integer({ min: 0, max: 500 })
  .map((offset) => new Date(Date.UTC(2023, 5, 1 + offset)).toISOString().slice(0, 10));
const commonDay = fc.oneof(day, fc.constantFrom("2023-12-01", "2023-12-31", "2024-01-01", "2024-02-29"));
const cents = fc
  .integer({ min: 1, max: 999_999 })
  .map((value) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`);
const currency = fc.constantFrom("USD", "EUR", "GBP", "JPY");
const subscription = fc
  .record({
    account_id: fc.constantFrom("A", "B", "C", "D"),
    dates: fc.tuple(commonDay, commonDay),
    open: fc.boolean(),
    mrr: cents,
    currency,
  })
  .map(({ dates, open, ...row }) => {
    const [starts_at = "", ends_at = ""] = [...dates].sort();
    return { ...row, starts_at, ends_at: open ? null : ends_at };
  });
const rate = fc.record({
  day: commonDay,
  currency: fc.constantFrom("EUR", "GBP", "JPY"),
  rate: fc.integer({ min: 1, max: 30_000 }).map((value) => (value / 10_000).toFixed(4)),
});
const firstRates: PlainRate[] = ["EUR", "GBP", "JPY"].map((code) => ({
  day: "2023-01-01",
  currency: code,
  rate: "1.2345",
}));
const company = fc.record({
  subscriptions: fc.array(subscription, { maxLength: 16 }),
  rates: fc
    .array(rate, { maxLength: 12 })
    .map((rates) => [
      ...new Map([...firstRates, ...rates].map((one) => [`${one.day} ${one.currency}`, one])).values(),
    ]),
});
const question = fc.record({
  grain: fc.constantFrom<Grain>("month", "month", "quarter", "week"),
  bounds: fc.tuple(commonDay, commonDay).filter(([a, b]) => a !== b),
  form: fc.constantFrom("snapshot" as const, "events" as const),
  fixed: fc.option(commonDay, { freq: 4, nil: undefined }),
});

type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;
const regions: Readonly<Record<string, string>> = { A: "North", B: "North", C: "South" };
let tenants = 0;

async function importCompany(store: MetricsStore, { subscriptions, rates }: Company): Promise<string> {
  tenants += 1;
  const tenant = `currencies-${tenants}`;
  const put = async (
    table: "accounts" | "subscriptions" | "fx_rates",
    rows: Record<string, string | null>[],
  ) => {
    if (rows.length > 0) await store.importRecords(tenant, table, { rows, full: false, strict: true });
  };
  await put(
    "accounts",
    Object.entries(regions).map(([id, region]) => ({ id, region })),
  );
  await put(
    "subscriptions",
    subscriptions.map((row, index) => ({ id: `S${index}`, ...row })),
  );
  await put(
    "fx_rates",
    rates.map((one) => ({ date: one.day, base: one.currency, quote: "USD", rate: one.rate })),
  );
  return tenant;
}

function expected(
  { subscriptions, rates }: Company,
  by: readonly string[],
  periods: ReturnType<typeof plainPeriods>,
  form: Pick<PlainForm, "form" | "fixed">,
) {
  const rows = subscriptions.map(({ account_id, starts_at, ends_at, mrr, currency: code }) => ({
    account: account_id,
    starts: starts_at,
    ends: ends_at,
    micros: micros(mrr),
    currency: code,
  }));
  const groups = Map.groupBy(rows, ({ account }) => keyOf(by.map(() => regions[account] ?? null)));
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      currencyPoints(group, periods, { reporting: "USD", rates, ...form }),
    ]),
  );
}

const engines = ["DuckDB", "PostgreSQL", ...(hasChdb ? ["ClickHouse"] : [])];

describe.each(engines)("MRR in any currencies, on %s", (engine) => {
  let store: MetricsStore;
  let pglite: PGlite | undefined;
  let chdb: Chdb | undefined;

  beforeAll(async () => {
    const clock = fixedClock(now);
    if (engine === "PostgreSQL") pglite = await PGlite.create();
    if (engine === "ClickHouse") chdb = Chdb.open();
    if (chdb) store = (await newClickHouseStores(chdb, now)).writer;
    else if (pglite) store = await openPostgresStore({ client: pglite, clock });
    else store = await openDuckDBStore({ file: join(newFolder(), "currencies.duckdb"), clock });
  });

  afterAll(async () => {
    await store.close();
    await pglite?.close();
    chdb?.close();
    removeFolders();
  });

  const runs = engine === "DuckDB" ? 25 : 12;

  test("equals the plain model in both forms, by any grain, range and account column", async () => {
    await fc.assert(
      fc.asyncProperty(
        company,
        question,
        fc.constantFrom<string[]>([], ["region"]),
        async (data, { grain, bounds, form, fixed }, by) => {
          const tenant = await importCompany(store, data);
          const [from = "", to = ""] = [...bounds].sort();
          const set = {
            "movements.form": form,
            ...(fixed === undefined ? {} : { "currency.rate": "fixed", "currency.rateDate": fixed }),
          };
          const actual = await ask(store, { metrics, by, grain, from, to, set }, tenant);
          const periods = plainPeriods(grain, from, to, { today });
          const points = expected(data, by, periods, { form, ...(fixed === undefined ? {} : { fixed }) });
          for (const metric of metrics) {
            const own = new Map([...points].map(([key, all]) => [key, all[metric]!]));
            expectSeries(actual, metric, own, periods);
          }
        },
      ),
      limited(runs),
    );
  });

  test("movements sum to the change, parts to the whole, and gross retention is bounded", async () => {
    await fc.assert(
      fc.asyncProperty(company, question, async (data, { grain, bounds, form }) => {
        const tenant = await importCompany(store, data);
        const [from = "", to = ""] = [...bounds].sort();
        const query = { grain, from, to, set: { "movements.form": form } };
        const all = [...metrics, "nrr", "grr"];
        const whole = await ask(store, { ...query, metrics: all }, tenant);
        const parts = await ask(store, { ...query, metrics: all, by: ["region"] }, tenant);
        const values = (of: readonly Series[], metric: string): (number | null)[][] =>
          of
            .filter((series) => series.metric === metric)
            .map(({ points }) => points.map(({ value }) => value));
        const total = (metric: string, index: number): number => values(whole, metric)[0]?.[index] ?? 0;
        const known = plainPeriods(grain, from, to, { today }).filter(({ future }) => !future);
        for (const index of known.keys()) {
          const moved = movements.reduce((sum, metric) => sum + total(metric, index), 0);
          expect(moved).toBeCloseTo(total("net_new_mrr", index), 6);
          if (index > 0) expect(moved).toBeCloseTo(total("mrr", index) - total("mrr", index - 1), 6);
          for (const metric of ["mrr", ...movements]) {
            const sum = values(parts, metric).reduce((part, points) => part + (points[index] ?? 0), 0);
            expect(sum, metric).toBeCloseTo(total(metric, index), 6);
          }
          for (const window of ["", ".period"]) {
            for (const [part, gross] of values([...whole, ...parts], `grr${window}`).entries()) {
              const net = values([...whole, ...parts], `nrr${window}`)[part]?.[index] ?? null;
              const own = gross[index] ?? null;
              expect(own === null).toBe(net === null);
              expect(own ?? 0).toBeLessThanOrEqual(1);
              expect(own ?? 0).toBeLessThanOrEqual(net ?? 0);
            }
          }
        }
      }),
      limited(Math.ceil(runs / 2)),
    );
  });
});
