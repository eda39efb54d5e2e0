import { PGlite } from "@electric-sql/pglite";
import type { Grain, Series } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { newClickHouseStores } from "../support/clickhouse-stores.ts";
import { expectSeries, keyOf } from "../support/compare-series.ts";
import { type PlainPeriod, plainPeriods } from "../support/plain-calendar.ts";
import { micros, type PlainPoint, type PlainSubscription, revenuePoints } from "../support/plain-model.ts";
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
];
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
      known.get(name) ?? new Map([...groups].map(([key, group]) => [key, revenuePoints(group, periods)]));
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
