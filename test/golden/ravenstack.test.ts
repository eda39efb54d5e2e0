import { PGlite } from "@electric-sql/pglite";
import type { Grain, Series } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { expectSeries, keyOf } from "../support/compare-series.ts";
import { type PlainPeriod, plainPeriods } from "../support/plain-calendar.ts";
import { currencyPoints } from "../support/plain-currencies.ts";
import {
  micros,
  type PlainPoint,
  type PlainSubscription,
  renewalPoints,
  revenuePoints,
} from "../support/plain-model.ts";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Revenue metrics of a whole SaaS company, 5,000 overlapping subscriptions of 500 accounts over 24 months, against
 * `plain-model.ts`. Numbers are compared with equality: amounts are whole cents, far below 2^53, both sides add them
 * exactly, round once to the nearest double, and divide once, which IEEE 754 defines to the last bit.
 */

const folder = "ravenstack-saas";
const metrics = [
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
  "fx_mrr",
  "net_new_mrr",
  "new_customers",
  "churned_customers",
  "asp",
  "arpu",
  "gross_mrr_churn_rate",
  "net_mrr_churn_rate",
  "upsell_rate",
  "logo_retention_rate",
  "customer_lifetime_months",
];
const monthsIn: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };
const movements = metrics.slice(2, 7);
const now = "2026-03-01T12:00:00Z";

type Row = PlainSubscription & { readonly plan: string };

async function load(store: MetricsStore): Promise<void> {
  const accounts = await importCsv(store, "accounts", sharedText(`${folder}/ravenstack_accounts.csv`), {
    map: {
      columns: { id: "account_id", name: "account_name", created_at: "signup_date" },
      attributes: ["referral_source"],
    },
  });
  expect(accounts).toMatchObject({ rows: 500, accepted: 500, rejected: 0 });
  const subscriptions = await importCsv(
    store,
    "subscriptions",
    sharedText(`${folder}/ravenstack_subscriptions.csv`),
    {
      map: {
        columns: {
          id: "subscription_id",
          starts_at: "start_date",
          ends_at: "end_date",
          plan: "plan_tier",
          mrr: "mrr_amount",
          trial: "is_trial",
          quantity: "seats",
        },
        attributes: ["billing_frequency"],
      },
    },
  );
  expect(subscriptions).toMatchObject({ rows: 5_000, accepted: 5_000, unchanged: 0, rejected: 0 });
}

describe.skipIf(!hasSharedData(folder))("RavenStack", () => {
  const stores = new Map<string, MetricsStore>();
  let pglite: PGlite;
  let chdb: Chdb | undefined;
  let accounts: Map<string, Record<string, string>>;
  let rows: Row[];

  beforeAll(async () => {
    accounts = new Map(
      plainRows(sharedText(`${folder}/ravenstack_accounts.csv`)).map((row) => [row.account_id!, row]),
    );
    rows = plainRows(sharedText(`${folder}/ravenstack_subscriptions.csv`)).map((row) => ({
      account: row.account_id!,
      plan: row.plan_tier!,
      starts: row.start_date!,
      ends: row.end_date === "" ? null : row.end_date!,
      micros: row.is_trial === "TRUE" ? 0n : micros(row.mrr_amount!),
      users: Number(row.seats),
    }));
    pglite = await PGlite.create();
    stores.set("DuckDB", await newDuckDBStore(now));
    stores.set("PostgreSQL", await openPostgresStore({ client: pglite, clock: fixedClock(now) }));
    if (hasChdb) {
      chdb = Chdb.open();
      stores.set("ClickHouse", (await newClickHouseStores(chdb, now)).writer);
    }
    for (const store of stores.values()) await load(store);
  });

  afterAll(async () => {
    for (const store of stores.values()) await store.close();
    await pglite.close();
    chdb?.close();
    removeFolders();
  });

  type Groups = ReadonlyMap<string, Record<string, PlainPoint[]>>;
  const known = new Map<string, Groups>();

  /** The plain model's answer by the columns named, worked out once for both engines. */
  function expected(by: readonly string[], grain: Grain): Groups {
    const name = JSON.stringify([by, grain]);
    const periods = plainPeriods(grain, "2023-01-01", "2025-01-01");
    const cell = (row: Row, column: string): string =>
      column === "plan" ? row.plan : accounts.get(row.account)![column]!;
    const groups = Map.groupBy(rows, (row) => keyOf(by.map((column) => cell(row, column))));
    const found =
      known.get(name) ??
      new Map([...groups].map(([key, group]) => [key, revenuePoints(group, periods, monthsIn[grain])]));
    known.set(name, found);
    return found;
  }

  const compare = (
    actual: readonly Series[],
    groups: Groups,
    names: readonly string[],
    periods: readonly PlainPeriod[],
  ): number =>
    names.reduce((count, metric) => {
      const byGroup = new Map([...groups].map(([key, points]) => [key, points[metric]!]));
      return count + expectSeries(actual, metric, byGroup, periods);
    }, 0);

  describe.each(["DuckDB", "PostgreSQL", ...(hasChdb ? ["ClickHouse"] : [])])("on %s", (engine) => {
    test.each([
      ["month", 24],
      ["quarter", 8],
      ["year", 2],
    ] as const)(
      "equals the plain model by %s, and movements sum to the change in MRR",
      async (grain, count) => {
        const periods = plainPeriods(grain, "2023-01-01", "2025-01-01");
        const actual = await ask(stores.get(engine)!, {
          metrics,
          grain,
          from: "2023-01-01",
          to: "2025-01-01",
        });
        const compared = compare(actual, expected([], grain), metrics, periods);
        expect(compared).toBe(metrics.length * count);

        const valueAt = (metric: string, index: number): number =>
          actual.find((series) => series.metric === metric)?.points[index]?.value ?? 0;
        for (const index of periods.keys()) {
          // Whole dollars, so that doubles add them exactly.
          const change = valueAt("mrr", index) - valueAt("mrr", index - 1);
          expect(movements.reduce((total, metric) => total + valueAt(metric, index), 0)).toBe(change);
        }
      },
    );

    test.each([
      ["industry", 5],
      ["country", 7],
      ["attributes.referral_source", 5],
    ])("equals it split by the account's %s", async (dimension, groups) => {
      const periods = plainPeriods("month", "2023-01-01", "2025-01-01");
      const actual = await ask(stores.get(engine)!, {
        metrics,
        by: [dimension],
        from: "2023-01-01",
        to: "2025-01-01",
      });
      const column = dimension.replace("attributes.", "");
      const byGroup = expected([column], "month");
      expect(byGroup.size).toBe(groups);
      compare(actual, byGroup, metrics, periods);
      expect(actual.filter((series) => series.metric === "mrr")).toHaveLength(groups);
    });

    test("equals it split by two columns, of the account and of the row", async () => {
      const periods = plainPeriods("quarter", "2023-01-01", "2025-01-01");
      const actual = await ask(stores.get(engine)!, {
        metrics: ["mrr", "customers", "arpa"],
        by: ["country", "plan"],
        grain: "quarter",
        from: "2023-01-01",
        to: "2025-01-01",
      });
      const groups = expected(["country", "plan"], "quarter");
      expect(compare(actual, groups, ["mrr", "customers", "arpa"], periods)).toBe(3 * groups.size * 8);
    });

    test("equals it for the accounts that a filter keeps", async () => {
      const periods = plainPeriods("month", "2023-01-01", "2025-01-01");
      const kept = rows.filter(({ account }) => {
        const { industry = "", country = "" } = accounts.get(account)!;
        return ["FinTech", "EdTech"].includes(industry) && country === "US";
      });
      const actual = await ask(stores.get(engine)!, {
        metrics,
        where: { industry: ["FinTech", "EdTech"], country: ["US"] },
        from: "2023-01-01",
        to: "2025-01-01",
      });
      compare(actual, new Map([["[]", revenuePoints(kept, periods)]]), metrics, periods);
    });
  });

  test("movements as events equal a model that walks over all days", async () => {
    const periods = plainPeriods("month", "2023-01-01", "2025-01-01");
    const range = { from: "2023-01-01", to: "2025-01-01" };
    const names = [...movements, "fx_mrr", "net_new_mrr", "new_customers", "churned_customers", "mrr"];
    const form = { reporting: "USD", rates: [], form: "events" } as const;
    const points = currencyPoints(
      rows.map((row) => ({ ...row, currency: "USD" })),
      periods,
      form,
    );
    for (const store of stores.values()) {
      const actual = await ask(store, { metrics: names, ...range, set: { "movements.form": "events" } });
      expect(compare(actual, new Map([["[]", points]]), names, periods)).toBe(names.length * 24);
    }
    const total = (metric: string): number =>
      points[metric]!.reduce((count, { value }) => count + (value ?? 0), 0);
    // Days see more come and go than the ends of months do.
    const byMonth = expected([], "month").get("[]")!;
    expect(total("churned_customers")).toBeGreaterThanOrEqual(
      byMonth.churned_customers!.reduce((count, { value }) => count + (value ?? 0), 0),
    );
  });

  test("growth, compound growth and committed MRR follow from MRR", async () => {
    const mrr = expected([], "month")
      .get("[]")!
      .mrr!.map(({ value }) => value!);
    const growth = mrr.map((value, index) => (index === 0 ? null : value / mrr[index - 1]! - 1));
    const slowing = growth.map((rate, index) => (index < 3 ? null : 0.5 * (rate! - growth[index - 2]!)));
    const compound = mrr.map((value, index) => (index < 6 ? null : (value / mrr[index - 6]!) ** (1 / 6) - 1));
    for (const store of stores.values()) {
      const actual = await ask(store, {
        metrics: ["mrr_growth_rate", "growth_slowing", "cmgr", "cmrr"],
        from: "2023-01-01",
        to: "2025-01-01",
        set: { "growth.periods": "6" },
      });
      const values = actual.map(({ points }) => points.map(({ value }) => value));
      // Imported years later, nothing of what was to come was known when the months ended.
      expect(values).toEqual([growth, slowing, compound, mrr]);
    }
  });

  test("retention over three months equals that of periods of three months", async () => {
    const months = plainPeriods("month", "2023-01-01", "2025-01-01");
    const windows = months.slice(2).map((month, index) => ({ ...month, starts: months[index]!.starts }));
    const points = revenuePoints(rows, windows);
    for (const store of stores.values()) {
      const actual = await ask(store, {
        metrics: ["nrr", "grr"],
        from: "2023-03-01",
        to: "2025-01-01",
        set: { "retention.months": "3" },
      });
      const byMetric = actual.map(({ points: all }) =>
        all.map(({ value, numerator, denominator }) => ({ value, numerator, denominator })),
      );
      expect(byMetric).toEqual([points["nrr.period"], points["grr.period"]]);
    }
  });

  test("renewals of annual contracts equal the plain model", async () => {
    const source = plainRows(sharedText(`${folder}/ravenstack_subscriptions.csv`));
    const nextYear = (day: string): string =>
      `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace("-02-29", "-03-01");
    const contracts = rows.map((row, index) => ({
      ...row,
      renews: source[index]!.billing_frequency === "annual" ? nextYear(row.starts) : null,
    }));
    const lines = contracts.map(
      ({ account, starts, ends, renews, ...row }, index) =>
        `${index},${account},${starts},${ends ?? ""},${renews ?? ""},${row.micros / 1_000_000n}`,
    );
    const text = ["id,account_id,starts_at,ends_at,renews_at,mrr", ...lines].join("\n");
    const periods = plainPeriods("month", "2024-01-01", "2025-01-01");
    for (const [grace, store] of [...stores.values()].map((one, index) => [index * 30, one] as const)) {
      await importCsv(store, "subscriptions", text, { tenant: "renewals" });
      const actual = await ask(
        store,
        {
          metrics: ["renewal_rate", "renewal_rate.value"],
          from: "2024-01-01",
          to: "2025-01-01",
          set: { "renewal.graceDays": String(grace) },
        },
        "renewals",
      );
      const points = renewalPoints(contracts, periods, grace);
      const due = points.renewal_rate!.reduce((count, { denominator }) => count + (denominator ?? 0), 0);
      expect(due).toBeGreaterThan(200);
      for (const [index, name] of ["renewal_rate", "renewal_rate.value"].entries()) {
        expect(
          actual[index]!.points.map(({ value, numerator, denominator }) => ({
            value,
            numerator,
            denominator,
          })),
        ).toEqual(points[name]);
      }
    }
  });

  test("an account that swaps one subscription for another has not churned", async () => {
    const ended = rows.filter(({ ends }) => ends !== null && ends < "2025-01-01").length;
    const [churn] = await ask(stores.get("DuckDB")!, {
      metrics: ["logo_churn_rate"],
      from: "2023-01-01",
      to: "2025-01-01",
    });
    const churned = churn!.points.reduce((total, point) => total + point.numerator!, 0);
    expect(ended).toBeGreaterThan(400);
    expect(churned).toBeLessThan(60);
  });
});
