import { ExplainRequest, Query, type QueryInput, ReportName, ReportRequest } from "@foresail/client";
import { builtInMetrics, type MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb, withoutChdb } from "../support/chdb.ts";
import { type ClickHouseStores, newClickHouseStores } from "../support/clickhouse-stores.ts";
import { hasSharedData, sharedText } from "../support/shared-data.ts";
import { importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Every metric of the catalogue answered by ClickHouse as by DuckDB, byte for byte, on whole companies. That DuckDB is
 * right is what `test/golden` shows, against models that share no code with it.
 */

const now = "2026-03-01T12:00:00Z";
const metrics = builtInMetrics.map(({ id }) => id);
/** A query takes no more than 50. */
const metricsAtOnce = 25;

interface Company {
  readonly name: string;
  readonly folder: string;
  readonly load: (store: MetricsStore) => Promise<void>;
  readonly range: { readonly from: string; readonly to: string };
  /** Dimensions that every metric takes, or that the named ones take. */
  /** An account with data. */
  readonly account: string;
  /** Metrics to be explained in the first period. */
  readonly explained: readonly string[];
  readonly splits: readonly (readonly [by: string[], metrics: readonly string[]])[];
}

const revenue = [
  "mrr",
  "new_mrr",
  "churned_mrr",
  "reactivation_mrr",
  "customers",
  "arpa",
  "nrr",
  "grr.period",
];
const pipeline = ["win_rate", "bookings", "average_deal_size", "sales_cycle_days", "sales_cycle_days.p90"];

const companies: readonly Company[] = [
  {
    name: "RavenStack",
    folder: "ravenstack-saas",
    async load(store) {
      await importCsv(store, "accounts", sharedText("ravenstack-saas/ravenstack_accounts.csv"), {
        map: {
          columns: { id: "account_id", name: "account_name", created_at: "signup_date" },
          attributes: ["referral_source"],
        },
      });
      await importCsv(store, "subscriptions", sharedText("ravenstack-saas/ravenstack_subscriptions.csv"), {
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
      });
    },
    range: { from: "2023-01-01", to: "2025-01-01" },
    account: "A-e43bf7",
    explained: ["mrr", "new_mrr", "nrr.period"],
    splits: [
      [["industry"], revenue],
      [["attributes.referral_source"], revenue],
      [
        ["country", "plan"],
        ["mrr", "customers"],
      ],
    ],
  },
  {
    name: "CRM",
    folder: "crm-sales-opportunities",
    async load(store) {
      await importCsv(store, "accounts", sharedText("crm-sales-opportunities/accounts.csv"), {
        map: { columns: { id: "account", name: "account", industry: "sector" }, attributes: [] },
      });
      await importCsv(store, "opportunities", sharedText("crm-sales-opportunities/sales_pipeline.csv"), {
        map: {
          columns: {
            id: "opportunity_id",
            owner: "sales_agent",
            account_id: "account",
            product: "product",
            outcome: { from: "deal_stage", values: { Won: "won", Lost: "lost", "*": "open" } },
            amount: "close_value",
            created_at: "engage_date",
            closed_at: "close_date",
          },
          attributes: [],
        },
      });
    },
    range: { from: "2016-10-01", to: "2018-01-01" },
    account: "Acme Corporation",
    explained: ["win_rate", "bookings", "sales_cycle_days"],
    splits: [
      [["owner"], pipeline],
      [["industry", "product"], pipeline],
    ],
  },
];

/** An answer as text; a question that has none is answered by its code. */
const answer = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    (found) => JSON.stringify(found),
    (error: { code?: string }) => {
      if (error.code === undefined || error.code === "internal") throw error;
      return error.code;
    },
  );
const json = (store: MetricsStore, query: QueryInput): Promise<string> =>
  answer(store.query("default", Query.parse(query)).then(({ series }) => series));

describe.skipIf(!hasChdb)(`ClickHouse answers as DuckDB does (${withoutChdb})`, () => {
  let chdb: Chdb;

  beforeAll(() => {
    chdb = Chdb.open();
  });

  afterAll(() => {
    chdb.close();
    removeFolders();
  });

  describe.each(companies.filter(({ folder }) => hasSharedData(folder)))(
    "$name",
    ({ load, range, account, explained, splits }) => {
      let duckdb: MetricsStore;
      let clickhouse: ClickHouseStores;

      beforeAll(async () => {
        duckdb = await newDuckDBStore(now);
        clickhouse = await newClickHouseStores(chdb, now);
        await load(duckdb);
        await load(clickhouse.writer);
      });

      afterAll(async () => {
        await duckdb.close();
        await clickhouse.writer.close();
      });

      test.each(["month", "quarter", "year"] as const)("every metric by %s", async (grain) => {
        for (const metric of metrics) {
          const query: QueryInput = { metrics: [metric], grain, ...range };
          expect(await json(clickhouse.writer, query), metric).toBe(await json(duckdb, query));
        }
      });

      test("many metrics at once, and over the range of the data", async () => {
        for (let first = 0; first < metrics.length; first += metricsAtOnce) {
          const query: QueryInput = {
            metrics: metrics.slice(first, first + metricsAtOnce),
            grain: "quarter",
          };
          expect(await json(clickhouse.writer, query)).toBe(await json(duckdb, query));
        }
      });

      test("split by columns of the row, the account and of attributes", async () => {
        for (const [by, names] of splits) {
          const query: QueryInput = { metrics: [...names], by, grain: "quarter", ...range };
          const expected = await json(duckdb, query);
          expect(await json(clickhouse.writer, query), by.join()).toBe(expected);
          expect(expected.length).toBeGreaterThan(1_000);
        }
      });

      test("by day over years, in one statement", async () => {
        const query: QueryInput = { metrics: ["mrr", "bookings", "nrr.period"], grain: "day", ...range };
        expect(await json(clickhouse.writer, query)).toBe(await json(duckdb, query));
      });

      test("as of a moment before anything was known", async () => {
        const query: QueryInput = { metrics: ["mrr", "win_rate"], asOf: "2020-01-01", ...range };
        expect(await json(clickhouse.writer, query)).toBe(await json(duckdb, query));
      });

      test.each(ReportName.options)("the report %s", async (report) => {
        const request = ReportRequest.parse({
          report,
          ...range,
          ...(report === "account" ? { options: { account } } : {}),
        });
        const told = (store: MetricsStore): Promise<string> => answer(store.report("default", request));
        expect(await told(clickhouse.writer)).toBe(await told(duckdb));
      });

      test("explains a number by the same rows", async () => {
        for (const metric of explained) {
          const request = ExplainRequest.parse({ metric, period: range.from, since: "2026-01-01" });
          const told = async (store: MetricsStore): Promise<string> => {
            const { sql, ...rest } = await store.explain("default", request);
            expect(JSON.stringify(sql).length).toBeGreaterThan(100);
            return JSON.stringify(rest);
          };
          expect(await told(clickhouse.writer), metric).toBe(await told(duckdb));
        }
      });

      test("a store without the journal reads the same", async () => {
        const query = Query.parse({ metrics: ["mrr", "win_rate"], grain: "quarter", ...range });
        expect(await clickhouse.reader.query("default", query)).toEqual(
          await clickhouse.writer.query("default", query),
        );
        expect(await clickhouse.reader.freshness("default")).toEqual(
          await clickhouse.writer.freshness("default"),
        );
      });
    },
  );
});
