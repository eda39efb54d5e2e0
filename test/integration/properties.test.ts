import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Grain, Query, type QueryInput, type Series, type TableName } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { openPostgresStore } from "@foresail/metrics/postgres";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { expectSeries, keyOf } from "../support/compare-series.ts";
import { type PlainPeriod, plainPeriods } from "../support/plain-calendar.ts";
import {
  dealPoints,
  micros,
  type PlainDeal,
  type PlainPoint,
  type PlainSubscription,
  revenuePoints,
} from "../support/plain-model.ts";
import { ask, fixedClock, newFolder, removeFolders } from "../support/stores.ts";

/*
 * Laws that hold for any data, on small random companies: overlapping subscriptions, ends on the day of a start, zero
 * length, trials, credits, six decimal places, deals without dates or amounts, versions recorded out of order.
 *
 * Every run takes a tenant of its own in one database, so the other runs' rows are there as well and must not matter.
 */

const seed = 20_260_301;
/** Runs of one property; a slow machine does fewer, and a counterexample is not shrunk for ever. */
const limited = (numRuns: number) => ({ seed, numRuns, interruptAfterTimeLimit: 12_000 });
const now = "2024-07-17T12:00:00Z";
const today = "2024-07-17";

const revenue = [
  "mrr",
  "arr",
  "new_mrr",
  "expansion_mrr",
  "contraction_mrr",
  "churned_mrr",
  "reactivation_mrr",
  "customers",
  "arpa",
  "logo_churn_rate",
  "nrr",
  "nrr.period",
  "grr",
  "grr.period",
  "net_new_mrr",
  "new_customers",
  "churned_customers",
  "asp",
  "arpu",
  "gross_mrr_churn_rate",
  "net_mrr_churn_rate",
  "upsell_rate",
];
const movements = revenue.slice(2, 7);
const pipeline = [
  "win_rate",
  "bookings",
  "average_deal_size",
  "sales_cycle_days",
  "sales_cycle_days.mean",
  "sales_cycle_days.p90",
  "opportunities_created",
];
const additive = ["mrr", "arr", ...movements, "customers", "bookings", "opportunities_created"];

type Row = Record<string, string | null>;
interface Company {
  readonly accounts: readonly Row[];
  readonly subscriptions: readonly Row[];
  readonly opportunities: readonly Row[];
}

const day = fc
  .integer({ min: 0, max: 700 })
  .map((offset) => new Date(Date.UTC(2022, 10, 1 + offset)).toISOString().slice(0, 10));
// Few distinct days, so that starts, ends, the bounds of a range and the last day known often coincide.
const commonDay = fc.oneof(
  day,
  fc.constantFrom(
    "2023-01-01",
    "2023-02-28",
    "2023-12-31",
    "2024-02-29",
    "2024-04-01",
    "2024-07-17",
    "2024-07-18",
  ),
);
const amount = fc.oneof(
  fc.integer({ min: 0, max: 500 }).map(String),
  fc.integer({ min: -30_000_000, max: 900_000_000 }).map((value) => {
    const digits = String(Math.abs(value)).padStart(7, "0");
    return `${value < 0 ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }),
  fc.constantFrom("0", "100", "-100", "0.000001", "999999999999.999999"),
);
const accountId = fc.integer({ min: 1, max: 6 }).map((n) => `A${n}`);
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(values, { freq: 4, nil: null });

const account = fc.record({
  industry: orNull(fc.constantFrom("Retail", "Software")),
  region: orNull(fc.constantFrom("East", "West", "")),
});
const subscription = fc
  .record({
    account_id: accountId,
    dates: fc.tuple(commonDay, commonDay),
    open: fc.boolean(),
    mrr: amount,
    trial: fc.constantFrom("true", "false", "false", "false"),
    plan: orNull(fc.constantFrom("Basic", "Pro")),
  })
  .map(({ dates, open, ...row }): Row => {
    const [starts_at = "", ends_at = ""] = [...dates].sort();
    return { ...row, starts_at, ends_at: open ? null : ends_at };
  });
const opportunity = fc
  .record({
    outcome: fc.constantFrom("open", "won", "won", "lost"),
    closed: commonDay,
    created_at: orNull(commonDay),
    amount: orNull(amount),
    account_id: orNull(accountId),
    owner: orNull(fc.constantFrom("Ann", "Bo")),
  })
  .map(({ closed, ...row }): Row => ({ ...row, closed_at: row.outcome === "open" ? null : closed }));
const numbered = (prefix: string, rows: readonly Row[]): Row[] =>
  rows.map((row, index) => ({ id: `${prefix}${index + 1}`, ...row }));
const company: fc.Arbitrary<Company> = fc
  .record({
    // Fewer accounts than ids in use: some references match nothing.
    accounts: fc.array(account, { minLength: 1, maxLength: 5 }),
    subscriptions: fc.array(subscription, { maxLength: 24 }),
    opportunities: fc.array(opportunity, { maxLength: 16 }),
  })
  .map(({ accounts, subscriptions, opportunities }) => ({
    accounts: numbered("A", accounts),
    subscriptions: numbered("S", subscriptions),
    opportunities: numbered("O", opportunities),
  }));

interface Range {
  readonly grain: Grain;
  readonly from: string;
  readonly to: string;
}
/** Ranges that clip periods, begin before the data and end after now. */
const range: fc.Arbitrary<Range> = fc
  .record({
    grain: fc.constantFrom<Grain>("month", "month", "quarter", "year", "week"),
    bounds: fc.tuple(
      fc.oneof(commonDay, fc.constant("2022-09-15")),
      fc.oneof(commonDay, fc.constant("2024-09-15")),
    ),
    whole: fc.boolean(),
  })
  .map(({ grain, bounds, whole }) => {
    if (whole) return { grain, from: "2022-10-01", to: "2024-10-01" };
    const [from = "", to = ""] = [...bounds].sort();
    return { grain, from, to: to === from ? "2024-10-02" : to };
  });

const tablesOf = (data: Company): [TableName, readonly Row[]][] => [
  ["accounts", data.accounts],
  ["subscriptions", data.subscriptions],
  ["opportunities", data.opportunities],
];

async function importRows(
  store: MetricsStore,
  tenant: string,
  table: TableName,
  rows: readonly Row[],
  recordedAt?: string,
): Promise<{ accepted: number; unchanged: number; rejected: number }> {
  if (rows.length === 0) return { accepted: 0, unchanged: 0, rejected: 0 };
  return store.importRecords(tenant, table, {
    rows: rows.map((row) => ({ ...row })),
    full: false,
    strict: true,
    ...(recordedAt === undefined ? {} : { recordedAt }),
  });
}

async function importCompany(store: MetricsStore, tenant: string, data: Company): Promise<void> {
  for (const [table, rows] of tablesOf(data)) await importRows(store, tenant, table, rows);
}

let tenants = 0;
const newTenant = (): string => `tenant-${++tenants}`;

const plainSubscription = (row: Row): PlainSubscription => ({
  account: row.account_id!,
  starts: row.starts_at!,
  ends: row.ends_at!,
  micros: row.trial === "true" ? 0n : micros(row.mrr!),
  ...(row.quantity ? { users: Number(row.quantity) } : {}),
});
const plainDeal = (row: Row): PlainDeal => ({
  outcome: row.outcome as PlainDeal["outcome"],
  created: row.created_at!,
  closed: row.closed_at!,
  micros: row.amount === null || row.amount === undefined ? null : micros(row.amount),
});
/** A dimension of a row: its own column, else its account's. Empty text is no value. */
const dimensionOf = (data: Company, row: Row, name: string): string | null => {
  const own = name in row ? row[name] : data.accounts.find(({ id }) => id === row.account_id)?.[name];
  return own === undefined || own === "" ? null : own;
};

function plainSeries(
  data: Company,
  by: readonly string[],
  periods: readonly PlainPeriod[],
): {
  revenue: Map<string, Record<string, PlainPoint[]>>;
  pipeline: Map<string, Record<string, PlainPoint[]>>;
} {
  const grouped = (rows: readonly Row[]): Map<string, Row[]> =>
    Map.groupBy(rows, (row) => keyOf(by.map((name) => dimensionOf(data, row, name))));
  const answers = (
    rows: readonly Row[],
    points: (group: readonly Row[]) => Record<string, PlainPoint[]>,
  ): Map<string, Record<string, PlainPoint[]>> =>
    new Map([...grouped(rows)].map(([key, group]) => [key, points(group)]));
  return {
    revenue: answers(data.subscriptions, (group) => revenuePoints(group.map(plainSubscription), periods)),
    pipeline: answers(data.opportunities, (group) => dealPoints(group.map(plainDeal), periods)),
  };
}

function expectPlain(
  actual: readonly Series[],
  metrics: readonly string[],
  data: Company,
  by: readonly string[],
  periods: readonly PlainPeriod[],
): void {
  const plain = plainSeries(data, by, periods);
  for (const metric of metrics) {
    const source = revenue.includes(metric) ? plain.revenue : plain.pipeline;
    const expected = new Map([...source].map(([key, points]) => [key, points[metric]!]));
    expectSeries(actual, metric, expected, periods);
  }
}

describe("for any company", () => {
  let store: MetricsStore;

  beforeAll(async () => {
    store = await openDuckDBStore({ file: join(newFolder(), "properties.duckdb"), clock: fixedClock(now) });
  });

  afterAll(async () => {
    await store.close();
    removeFolders();
  });

  test("every metric equals the plain model, by any grain, range and account column", async () => {
    const by = fc.constantFrom<string[]>([], [], ["industry"], ["region"], ["region", "industry"]);
    await fc.assert(
      fc.asyncProperty(company, range, by, async (data, { grain, from, to }, dimensions) => {
        const tenant = newTenant();
        await importCompany(store, tenant, data);
        const periods = plainPeriods(grain, from, to, { today });
        const metrics = [...revenue, ...pipeline];
        const actual = await ask(store, { metrics, by: dimensions, grain, from, to }, tenant);
        expectPlain(actual, metrics, data, dimensions, periods);
      }),
      limited(25),
    );
  });

  test("balances split by a column of the row equal the plain model", async () => {
    await fc.assert(
      fc.asyncProperty(company, range, async (data, { grain, from, to }) => {
        const tenant = newTenant();
        await importCompany(store, tenant, data);
        const metrics = ["mrr", "customers", "arpa"];
        const periods = plainPeriods(grain, from, to, { today });
        const by = ["plan", "industry"];
        expectPlain(await ask(store, { metrics, by, grain, from, to }, tenant), metrics, data, by, periods);
      }),
      limited(8),
    );
  });

  test("parts add up to the whole, movements to the change in MRR", async () => {
    /** Doubles of exact amounts with six places: back to whole millionths, without a remainder below 2^53. */
    const millionths = (value: number | null | undefined): bigint => micros((value ?? 0).toFixed(6));
    // Beyond 2^53 millionths a double no longer holds every amount: those amounts are left to the other properties.
    const sane = company.filter((data) => !JSON.stringify(data).includes("999999999999"));
    await fc.assert(
      fc.asyncProperty(
        sane,
        range,
        fc.constantFrom("industry", "region"),
        async (data, { grain, from, to }, by) => {
          const tenant = newTenant();
          await importCompany(store, tenant, data);
          const query: QueryInput = { metrics: additive, grain, from, to };
          const totals = await ask(store, query, tenant);
          const parts = await ask(store, { ...query, by: [by] }, tenant);
          for (const total of totals) {
            const own = parts.filter(({ metric }) => metric === total.metric);
            for (const [index, point] of total.points.entries()) {
              const sum = own.reduce((part, { points }) => part + millionths(points[index]?.value), 0n);
              expect([total.metric, point.period, sum]).toEqual([
                total.metric,
                point.period,
                millionths(point.value),
              ]);
            }
          }
          const known = plainPeriods(grain, from, to, { today }).filter(({ future }) => !future);
          const value = (metric: string, index: number): bigint =>
            millionths(totals.find((series) => series.metric === metric)!.points[index]?.value);
          for (const index of known.keys()) {
            if (index === 0) continue;
            const moved = movements.reduce((sum, metric) => sum + value(metric, index), 0n);
            expect([index, moved]).toEqual([index, value("mrr", index) - value("mrr", index - 1)]);
          }
        },
      ),
      limited(12),
    );
  });

  test("importing the same rows again changes nothing, nor does another tenant", async () => {
    await fc.assert(
      fc.asyncProperty(company, company, async (data, other) => {
        const tenant = newTenant();
        const query: QueryInput = { metrics: [...revenue, ...pipeline], by: ["industry"] };
        const answer = async (): Promise<string> =>
          JSON.stringify(await store.query(tenant, Query.parse(query)));
        await importCompany(store, tenant, data);
        const before = await answer();
        for (const [table, rows] of tablesOf(data)) {
          expect(await importRows(store, tenant, table, rows)).toMatchObject({
            accepted: 0,
            unchanged: rows.length,
            rejected: 0,
          });
        }
        expect(await answer()).toBe(before);
        await importCompany(store, newTenant(), other);
        expect(await answer()).toBe(before);
      }),
      limited(8),
    );
  });

  interface Batch {
    readonly recordedAt: string;
    readonly rows: readonly Row[];
  }
  /** Versions of one company's rows, each recorded at a moment of its own and unlike all others of its id. */
  const history = fc
    .record({
      data: company,
      edits: fc.array(fc.record({ id: fc.nat(), row: subscription, hour: fc.integer({ min: 1, max: 23 }) }), {
        minLength: 1,
        maxLength: 8,
      }),
      order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
    })
    .filter(({ data }) => data.subscriptions.length > 0)
    .map(({ data, edits, order }) => {
      const batches: Batch[] = edits.map(({ id, row, hour }, index) => ({
        recordedAt: `2024-07-${String(index + 2).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`,
        rows: [
          {
            id: data.subscriptions[id % data.subscriptions.length]!.id!,
            ...row,
            quantity: String(index + 1),
          },
        ],
      }));
      const first: Batch = {
        recordedAt: "2024-07-01T00:00:00Z",
        rows: data.subscriptions.map((row) => ({ ...row, quantity: "100" })),
      };
      const all = [first, ...batches];
      const shuffled = all
        .map((batch, index) => ({ batch, key: order[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ batch }) => batch);
      return { data, batches: all, shuffled };
    });
  /** Shows every row there is, by account. */
  const state = {
    metrics: ["mrr", "customers"],
    by: ["account_id"],
    from: "2022-10-01",
    to: "2024-10-01",
  };

  test("what was known at a moment stays as it was, whatever is recorded later", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ data, batches }) => {
        const tenant = newTenant();
        await importRows(store, tenant, "accounts", data.accounts, "2024-06-30T00:00:00Z");
        const answers: { asOf: string; series: string }[] = [];
        for (const { recordedAt, rows } of batches) {
          await importRows(store, tenant, "subscriptions", rows, recordedAt);
          const query = { ...state, asOf: recordedAt };
          answers.push({ asOf: recordedAt, series: JSON.stringify(await ask(store, query, tenant)) });
        }
        for (const { asOf, series } of answers) {
          expect(JSON.stringify(await ask(store, { ...state, asOf }, tenant))).toBe(series);
        }
        // Each moment equals the plain model over the versions recorded by then.
        const periods = plainPeriods("month", "2022-10-01", "2024-10-01", {
          today: "2024-07-10",
          atMidnight: true,
        });
        const known = new Map<string, Row>();
        for (const { recordedAt, rows } of batches) {
          if (recordedAt <= "2024-07-10") for (const row of rows) known.set(row.id!, row);
        }
        const actual = await ask(
          store,
          { metrics: revenue, from: "2022-10-01", to: "2024-10-01", asOf: "2024-07-10" },
          tenant,
        );
        expectPlain(actual, revenue, { ...data, subscriptions: [...known.values()] }, [], periods);
      }),
      limited(6),
    );
  });

  test("the order in which dated versions arrive does not matter, now or as of any moment", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ data, batches, shuffled }) => {
        const tenantsOf = [newTenant(), newTenant()];
        for (const [index, order] of [batches, shuffled].entries()) {
          await importRows(store, tenantsOf[index]!, "accounts", data.accounts, "2024-06-30T00:00:00Z");
          for (const { recordedAt, rows } of order) {
            await importRows(store, tenantsOf[index]!, "subscriptions", rows, recordedAt);
          }
        }
        for (const asOf of [null, ...batches.map(({ recordedAt }) => recordedAt)]) {
          const query: QueryInput = { ...state, asOf };
          const [inOrder, outOfOrder] = await Promise.all(
            tenantsOf.map((tenant) => ask(store, query, tenant)),
          );
          expect(JSON.stringify(outOfOrder)).toBe(JSON.stringify(inOrder));
        }
      }),
      limited(6),
    );
  });

  describe("on ClickHouse", () => {
    let chdb: Chdb | undefined;
    let clickhouse: MetricsStore | undefined;

    beforeAll(async () => {
      if (!hasChdb) return;
      chdb = Chdb.open();
      clickhouse = (await newClickHouseStores(chdb, now)).writer;
    });

    afterAll(async () => {
      await clickhouse?.close();
      chdb?.close();
    });

    test.skipIf(!hasChdb)("every answer is what DuckDB gives, byte for byte", async () => {
      const by = fc.constantFrom<string[]>([], ["industry"], ["region"]);
      await fc.assert(
        fc.asyncProperty(company, range, by, async (data, { grain, from, to }, dimensions) => {
          const tenant = newTenant();
          const query = { metrics: [...revenue, ...pipeline], by: dimensions, grain };
          const answers: string[] = [];
          for (const engine of [store, clickhouse!]) {
            await importCompany(engine, tenant, data);
            const bounded = await ask(engine, { ...query, from, to }, tenant);
            answers.push(JSON.stringify([bounded, await ask(engine, query, tenant)]));
          }
          expect(answers[1]).toBe(answers[0]);
        }),
        limited(8),
      );
    });

    test.skipIf(!hasChdb)("versions that arrive in any order make the same history", async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ data, batches, shuffled }) => {
          const tenant = newTenant();
          for (const engine of [store, clickhouse!]) {
            await importRows(engine, tenant, "accounts", data.accounts, "2024-06-30T00:00:00Z");
            for (const { recordedAt, rows } of engine === store ? batches : shuffled) {
              await importRows(engine, tenant, "subscriptions", rows, recordedAt);
            }
          }
          for (const asOf of [null, ...batches.map(({ recordedAt }) => recordedAt)]) {
            const query: QueryInput = { ...state, asOf };
            const [expected, actual] = [
              await ask(store, query, tenant),
              await ask(clickhouse!, query, tenant),
            ];
            expect(JSON.stringify(actual)).toBe(JSON.stringify(expected));
          }
        }),
        limited(4),
      );
    });
  });

  describe("on PostgreSQL", () => {
    let client: PGlite;
    let postgres: MetricsStore;

    beforeAll(async () => {
      client = await PGlite.create();
      postgres = await openPostgresStore({ client, clock: fixedClock(now) });
    });

    afterAll(async () => {
      await postgres.close();
      await client.close();
    });

    test("every answer is what DuckDB gives, byte for byte", async () => {
      const by = fc.constantFrom<string[]>([], ["industry"], ["region"]);
      await fc.assert(
        fc.asyncProperty(company, range, by, async (data, { grain, from, to }, dimensions) => {
          const tenant = newTenant();
          const query = { metrics: [...revenue, ...pipeline], by: dimensions, grain };
          const answers: string[] = [];
          for (const engine of [store, postgres]) {
            await importCompany(engine, tenant, data);
            const bounded = await ask(engine, { ...query, from, to }, tenant);
            answers.push(JSON.stringify([bounded, await ask(engine, query, tenant)]));
          }
          expect(answers[1]).toBe(answers[0]);
        }),
        limited(6),
      );
    });

    test("a batch that was altered in its journal is refused, and nothing changes", async () => {
      const tenant = newTenant();
      await importRows(postgres, tenant, "subscriptions", [
        { id: "1", account_id: "A", starts_at: "2024-01-05", mrr: "100" },
      ]);
      const query = { metrics: ["mrr"], from: "2024-01-01", to: "2024-02-01" };
      const before = await ask(postgres, query, tenant);
      await client.query(
        "update batches set content = replace(content, '\"100\"', '\"900\"') where header like $1",
        [`%"${tenant}"%`],
      );
      // Another time zone derives every row anew from the journal.
      await expect(postgres.saveSettings(tenant, { timeZone: "Asia/Tokyo" })).rejects.toMatchObject({
        code: "journal_corrupt",
      });
      expect(await ask(postgres, query, tenant)).toEqual(before);
      expect(await postgres.settings(tenant)).toMatchObject({ timeZone: "UTC" });
    });
  });
});
