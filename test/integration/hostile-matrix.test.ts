import { Query, type QueryInput, type Series } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import { askUnchecked, inBatches, metricIds, metricsByDimension, newEngines } from "../support/matrix.ts";
import { removeFolders } from "../support/stores.ts";

/*
 * Strings that would be SQL if anything were concatenated, in every place of a question, for every metric on every engine:
 * each is a value that nothing has, or is refused in words.
 */

const hostile = [
  "' or 1=1 --",
  "x'; drop table accounts; --",
  '" or ""="',
  "\\' or 1=1 --",
  "$1",
  "{p1:String}",
  "*",
  "a\nb",
  "0,1900-01-01,2999-01-01;1",
  "😀 ʼ＇",
];
/** What may be the name of an extra column, five of which a query takes. */
const names = ["' or 1=1 --", "x'); drop table accounts; --", "$1", "{p1:String}", "*"].map(
  (text) => `attributes.${text}`,
);
const tenant = "ours";
const tenants = hostile.slice(1, 4);
const range = { from: "2026-01-01", to: "2026-03-01", grain: "month" } as const;

let chdb: Chdb | null = null;
let engines: ReadonlyMap<string, MetricsStore>;
let byDimension: ReadonlyMap<string, readonly string[]>;

/** A row of each fact, and one whose every text is hostile. */
async function importRows(store: MetricsStore, owner: string): Promise<void> {
  const of = { full: false, strict: true };
  const [quote = "", drop = ""] = hostile;
  const save = (table: "accounts" | "subscriptions" | "opportunities" | "people" | "spend", row: object) =>
    store.importRecords(owner, table, { ...of, rows: [row as Record<string, string>] });
  await save("accounts", { id: drop, industry: quote, owner: drop, attributes: { [drop]: quote } });
  await save("subscriptions", {
    id: quote,
    account_id: drop,
    starts_at: "2026-01-05",
    mrr: "10",
    plan: quote,
  });
  const deal = { account_id: drop, owner: quote, created_at: "2026-01-05", amount: "20" };
  await save("opportunities", { ...deal, id: quote, outcome: "won", closed_at: "2026-02-02", channel: drop });
  await save("people", { id: quote, account_id: drop, channel: quote, created_at: "2026-01-06" });
  await save("spend", { id: quote, date: "2026-01-07", amount: "5", channel: quote, campaign: drop });
}

beforeAll(async () => {
  chdb = hasChdb ? Chdb.open() : null;
  engines = await newEngines(chdb);
  for (const store of engines.values())
    for (const owner of [tenant, ...tenants]) await importRows(store, owner);
  const [first] = engines.values();
  byDimension = await metricsByDimension(first!, tenant);
}, 600_000);

afterAll(async () => {
  for (const store of engines?.values() ?? []) await store.close();
  chdb?.close();
  removeFolders();
});

async function seriesOf(store: MetricsStore, query: QueryInput, owner = tenant): Promise<Series[]> {
  const series = await askUnchecked(store, owner, query);
  if ("code" in series) throw new Error(`${query.metrics.join()}: ${series.code}`);
  return series;
}

const points = (series: readonly Series[]): unknown[] =>
  series.map(({ metric, points: all }) => ({ metric, all }));

describe.each(hasChdb ? ["DuckDB", "PostgreSQL", "ClickHouse"] : ["DuckDB", "PostgreSQL"])(
  "hostile strings on %s",
  { timeout: 300_000 },
  (name) => {
    const store = (): MetricsStore => engines.get(name)!;

    test("as values of a filter they match the rows that have them, and no others", async () => {
      const [quote = "", ...others] = hostile;
      for (const [dimension, metrics] of byDimension) {
        for (const some of inBatches(metrics)) {
          const asked = { metrics: some, ...range };
          const none = await seriesOf(store(), { ...asked, where: { [dimension]: ["nobody has this"] } });
          const rest = dimension === "owner" ? others.slice(1) : others;
          const where = { [dimension]: rest.filter((text) => text !== others[0]) };
          expect(points(await seriesOf(store(), { ...asked, where }))).toEqual(points(none));
          if (dimension === "industry") {
            const own = await seriesOf(store(), { ...asked, where: { industry: [quote] } });
            expect(points(own).length).toBe(some.length);
            expect(points(own)).not.toEqual(points(none));
          }
        }
      }
    });

    test("as names of extra columns they are columns that nothing has", async () => {
      for (const metrics of byDimension.values()) {
        for (const some of inBatches(metrics)) {
          const whole = await seriesOf(store(), { metrics: some, ...range });
          const split = await seriesOf(store(), { metrics: some, by: names, ...range });
          expect(points(split)).toEqual(points(whole));
          expect(
            split.every(({ dimensions }) => Object.values(dimensions).every((value) => value === null)),
          ).toBe(true);
        }
      }
    });

    test("as tenants they see their own rows, as other tenants see nothing of them", async () => {
      for (const metrics of inBatches(metricIds)) {
        const ours = await seriesOf(store(), { metrics, ...range });
        for (const owner of tenants) {
          expect(points(await seriesOf(store(), { metrics, ...range }, owner))).toEqual(points(ours));
        }
        const nobody = await seriesOf(store(), { metrics, ...range }, "' or tenant <> '");
        expect(nobody.every(({ points: all }) => all.every(({ value }) => (value ?? 0) === 0))).toBe(true);
      }
    });

    test("as names, moments and settings they are refused in words", async () => {
      const query = { metrics: ["mrr"], ...range };
      for (const text of hostile) {
        expect(Query.safeParse({ ...query, asOf: text }).success).toBe(false);
        const refused: QueryInput[] = [
          { ...query, metrics: [text] },
          { ...query, by: [text] },
          { ...query, where: { [text]: ["x"] } },
          ...["reportingCurrency", "timeZone", "churn.date", "currency.rateDate", text].map((key) => ({
            ...query,
            set: { [key]: text },
          })),
        ];
        for (const one of refused) {
          const answer = await askUnchecked(store(), tenant, one);
          expect({ one, refused: "code" in answer }).toEqual({ one, refused: true });
        }
      }
    });
  },
);
