import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Point, TableName } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { batchesUntil, type Company, generateCompany, type TruthPoint } from "@foresail/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** The truth has columns that no metric is, and splits that no dimension is. */
const notAsked = (point: TruthPoint): boolean =>
  ["opportunities_won", "opportunities_lost"].includes(point.metric) || "owner_region" in point.dimensions;

const end = "2026-11-01";
let folder: string;
let store: MetricsStore;
let company: Company;

function withoutNulls(row: object): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

async function deliver(batch: Company["batches"][number]): Promise<void> {
  const rows = batch.rows.map(withoutNulls);
  const options = { rows, recordedAt: batch.recordedAt, full: false, strict: true };
  await store.importRecords("default", batch.table as TableName, options);
}

async function pointsOf(
  metric: string,
  grain: "month" | "quarter",
  by: string[],
): Promise<Map<string, Point>> {
  const range = { from: "2023-11-01", to: end };
  const { series } = await store.query("default", {
    metrics: [metric],
    by,
    where: {},
    grain,
    ...range,
    asOf: null,
    set: {},
  });
  const keyed = series.flatMap(({ dimensions, points }) =>
    points.map((point): [string, Point] => [JSON.stringify([dimensions, point.period]), point]),
  );
  return new Map(keyed);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-sample-"));
  company = generateCompany({ seed: 7, end, rows: 10_000 });
  store = await openDuckDBStore({
    file: join(folder, "sample.duckdb"),
    clock: () => new Date("2026-11-20T12:00:00Z"),
  });
  for (const batch of company.batches) await deliver(batch);
}, 120_000);

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe("the sample company's KPIs equal its truth table", () => {
  const truth = generateCompany({ seed: 7, end, rows: 10_000 }).truth.points.filter(
    (point) => !notAsked(point),
  );
  const keys = new Map(
    truth.map((point) => {
      const by = Object.keys(point.dimensions);
      return [
        JSON.stringify([point.metric, point.grain, by]),
        { metric: point.metric, grain: point.grain, by },
      ];
    }),
  );

  test.each([...keys.values()])("$metric by $grain $by", async ({ metric, grain, by }) => {
    const found = await pointsOf(metric, grain, by);
    const expected = truth.filter(
      (point) =>
        point.metric === metric &&
        point.grain === grain &&
        Object.keys(point.dimensions).join() === by.join(),
    );
    for (const { period, dimensions, value, numerator, denominator, unit } of expected) {
      const point = found.get(JSON.stringify([dimensions, period]));
      const place = `${metric} ${period} ${JSON.stringify(dimensions)}`;
      if (denominator !== null) {
        // Both parts are exact decimals, so the nearest numbers are the same ones.
        expect([point?.numerator, point?.denominator], place).toEqual([
          Number(numerator),
          Number(denominator),
        ]);
        expect(point?.value === null, place).toBe(value === null);
      } else if (value === null || unit !== "days") {
        expect(point?.value, place).toBe(value === null ? null : Number(value));
      } else {
        // A quantile between two days is a product of floats in the truth, so its last digit may differ.
        expect(point?.value, place).toBeCloseTo(Number(value), 9);
      }
    }
    expect(expected.length).toBeGreaterThanOrEqual(11);
  });
});

describe("the sample company's history", () => {
  test("MRR as first published and as known now equals the truth's vintages, before and after the restatement", async () => {
    const vintages = await store.actualVintages("default", {
      metric: "mrr",
      grain: "month",
      where: {},
      from: "2023-11-01",
    });
    for (const { period, firstPublishedAt, firstPublished, current } of company.truth.published) {
      const known = vintages.filter((vintage) => vintage.period === period);
      const knownAt = new Date(firstPublishedAt).toISOString();
      expect(known[0], period).toMatchObject({ period, value: Number(firstPublished), knownAt });
      expect(known.at(-1)?.value, period).toBe(Number(current));
    }
    const restated = company.truth.published.filter(
      ({ firstPublished, current }) => firstPublished !== current,
    );
    expect(restated).toHaveLength(3);
  });

  test("a query as of any delivery gives what was known then", async () => {
    for (const { recordedAt, mrr } of company.truth.vintages.filter((_, index) => index % 6 === 5)) {
      const { series } = await store.query("default", {
        metrics: ["mrr"],
        by: [],
        where: {},
        grain: "month",
        from: "2023-11-01",
        asOf: recordedAt,
        set: {},
      });
      const found = Object.fromEntries(
        (series[0]?.points ?? [])
          .filter(({ period }) => period in mrr)
          .map(({ period, value }) => [period, value]),
      );
      const expected = Object.fromEntries(
        Object.entries(mrr).map(([period, value]) => [period, Number(value)]),
      );
      expect(found, recordedAt).toEqual(expected);
    }
  });

  test("delivering everything again changes nothing", async () => {
    const before = await store.freshness("default");
    for (const batch of batchesUntil(company.batches, "2024-02-02T06:00:00Z")) await deliver(batch);
    expect(await store.freshness("default")).toEqual(before);
  });
});
