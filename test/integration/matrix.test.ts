import { join } from "node:path";
import { ExplainRequest, Grain, type QueryInput, type Series } from "@foresail/client";
import { builtInMetrics, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chdb, hasChdb } from "../support/chdb.ts";
import {
  askUnchecked,
  importCompany,
  inBatches,
  knownThen,
  metricIds,
  metricsByDimension,
  newEngines,
  now,
  outcome,
} from "../support/matrix.ts";
import { fixedClock, newFolder, removeFolders } from "../support/stores.ts";

/*
 * Every metric of the catalogue in every form of a question, on every engine. The answers are those of a DuckDB that holds
 * one tenant; the engines hold another one beside it, with the same ids. That the answers are right is what `test/golden`
 * shows.
 */

const tenant = "ours";
const ranges: Record<Grain, { from: string; to: string }> = {
  day: { from: "2026-02-15", to: "2026-03-01" },
  week: { from: "2026-01-01", to: "2026-03-01" },
  month: { from: "2025-06-01", to: "2026-04-01" },
  quarter: { from: "2025-01-01", to: "2026-04-01" },
  year: { from: "2024-01-01", to: "2027-01-01" },
};
const range = ranges.month;

/** What needs a setting, or a frozen forecast, before it says anything. */
const withoutData: readonly string[] = metricIds.filter(
  (id) => /^forecast_(accuracy|bias)/.test(id) || ["ltv_cac", "rule_of_40"].includes(id),
);

let chdb: Chdb | null = null;
let alone: MetricsStore;
let engines: ReadonlyMap<string, MetricsStore>;
let splits: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  chdb = hasChdb ? Chdb.open() : null;
  alone = await openDuckDBStore({ file: join(newFolder(), "alone.duckdb"), clock: fixedClock(now) });
  engines = await newEngines(chdb);
  await importCompany(alone, tenant, 7, true);
  for (const store of engines.values()) {
    await importCompany(store, "theirs", 8, false);
    await importCompany(store, tenant, 7, true);
  }
  splits = await metricsByDimension(alone, tenant);
}, 600_000);

afterAll(async () => {
  for (const store of [alone, ...(engines?.values() ?? [])]) await store?.close();
  chdb?.close();
  removeFolders();
});

/** Expects each engine to answer as the store that holds one tenant alone, and returns that answer. */
async function expectAgreement(query: QueryInput): Promise<Series[]> {
  const expected = await askUnchecked(alone, tenant, query);
  if ("code" in expected) throw new Error(`${query.metrics.join()}: ${expected.code}`);
  for (const [name, store] of engines) {
    const actual = await askUnchecked(store, tenant, query);
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      expect({ name, actual }).toEqual({ name, actual: expected });
  }
  return expected;
}

/** Metrics whose answer has a number that is not 0, so that agreement says something. */
const withNumbers = (series: readonly Series[]): string[] =>
  series
    .filter(({ points }) => points.some(({ value }) => value !== null && value !== 0))
    .map(({ metric }) => metric);

describe("every metric on every engine", { timeout: 300_000 }, () => {
  test.each(Grain.options)("by %s", async (grain) => {
    const told: string[] = [];
    for (const metrics of inBatches(metricIds)) {
      told.push(...withNumbers(await expectAgreement({ metrics, grain, ...ranges[grain] })));
    }
    const empty = metricIds.filter((id) => !told.includes(id) && !withoutData.includes(id));
    if (grain === "month") expect(empty, "give it rows in test/support/matrix.ts").toEqual([]);
  });

  test("split by a dimension; what is additive adds up", async () => {
    expect([...splits.values()].flat().length).toBeGreaterThan(0.9 * metricIds.length);
    for (const [dimension, metrics] of splits) {
      for (const some of inBatches(metrics)) {
        const whole = await askUnchecked(alone, tenant, { metrics: some, ...range });
        const parts = await expectAgreement({ metrics: some, by: [dimension], ...range });
        for (const metric of some.filter(isAdditive)) {
          const of = (series: unknown): number[][] =>
            (series as Series[])
              .filter((one) => one.metric === metric)
              .map(({ points }) => points.map(({ value }) => value ?? 0));
          const sums = of(parts).reduce((a, b) => a.map((value, index) => value + (b[index] ?? 0)));
          expect({ metric, values: rounded(sums) }).toEqual({ metric, values: rounded(of(whole)[0] ?? []) });
        }
      }
    }
  });

  test.each(["previous", "year"] as const)("compared with the %s", async (compare) => {
    for (const metrics of inBatches(metricIds)) {
      const series = await expectAgreement({ metrics, compare, ...range });
      expect(series.every(({ points }) => points.every(({ comparison }) => comparison))).toBe(true);
    }
  });

  test("as of a moment at which less was known", async () => {
    let changed = 0;
    for (const metrics of inBatches(metricIds)) {
      const then = await expectAgreement({ metrics, asOf: knownThen, ...range });
      const since = await askUnchecked(alone, tenant, { metrics, ...range });
      changed += then.filter(
        (series, index) => JSON.stringify(series) !== JSON.stringify((since as Series[])[index]),
      ).length;
    }
    expect(changed).toBeGreaterThan(metricIds.length / 2);
  });

  test("explained by the same rows", async () => {
    for (const metric of metricIds) {
      const request = ExplainRequest.parse({ metric, period: "2026-02-01", limit: 10_000 });
      const told = async (store: MetricsStore): Promise<unknown> => {
        const explained = await outcome(store.explain(tenant, request));
        if ("code" in explained) return explained;
        const { sql, dataVersion, ...rest } = explained;
        expect({ metric, statement: sql.text.length > 50, dataVersion: dataVersion.length > 0 }).toEqual({
          metric,
          statement: true,
          dataVersion: true,
        });
        return JSON.stringify(rest);
      };
      const expected = await told(alone);
      for (const [name, store] of engines) {
        expect({ name, metric, told: await told(store) }).toEqual({ name, metric, told: expected });
      }
    }
  });
});

/** Whether the parts of a metric add up to the whole: what is one count or sum, and no ratio, duration or distinct count. */
function isAdditive(id: string): boolean {
  const metric = builtInMetrics.find((one) => one.id === id);
  const kind = alone.describe(id).kind;
  return metric?.expression.kind === "total" && ["flow", "balance", "movement"].includes(kind);
}

const rounded = (values: readonly number[]): number[] =>
  values.map((value) => Math.round(value * 10_000) / 10_000);
