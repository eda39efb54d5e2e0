import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApi } from "@foresail/api";
import {
  createClient,
  type RecordScore,
  type Snapshot,
  type TableName,
  type TrackRecord,
} from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { batchesUntil, type Company, generateCompany } from "@foresail/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** Tables that MRR needs; the others only cost time here. */
const needed = ["accounts", "subscriptions"];
const beforeRestatement = "2026-05-10T00:00:00.000Z";
const afterRestatement = "2026-11-05T00:00:00.000Z";
const horizon = 4;

let folder: string;
let store: MetricsStore;
let company: Company;
let before: TrackRecord;
let after: TrackRecord;
let now = new Date(beforeRestatement);

const client = () =>
  createClient({
    baseUrl: "http://foresail.local",
    fetch: async (url, init) => {
      const authenticate = () => ({ tenant: "default", scopes: ["read" as const, "write" as const] });
      return createApi({ store, authenticate, clock: () => now }).fetch(new Request(url, init));
    },
  });

async function deliver(batches: readonly Company["batches"][number][]): Promise<void> {
  for (const { table, rows, recordedAt } of batches.filter((batch) => needed.includes(batch.table))) {
    const given = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)),
    );
    await client().records(table as TableName, given, { recordedAt, strict: true });
  }
}

/** Freezes what a forecaster would have frozen on the 3rd of each month. */
async function freezeMonthly(from: string, to: string): Promise<void> {
  for (let month = from; month < to; month = nextMonth(month)) {
    await client().freeze({
      metric: "mrr",
      horizon,
      model: "theta",
      asOf: `${month.slice(0, 8)}03T00:00:00Z`,
    });
  }
}

function nextMonth(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-record-"));
  store = await openDuckDBStore({ file: join(folder, "record.duckdb"), clock: () => now });
  company = generateCompany({ seed: 7, end: "2026-11-01", rows: 10_000 });
  const early = batchesUntil(company.batches, beforeRestatement);
  await deliver(early);
  await freezeMonthly("2025-03-01", "2026-05-01");
  before = await client().record("mrr");
  now = new Date(afterRestatement);
  await deliver(company.batches.slice(early.length));
  after = await client().record("mrr");
}, 120_000);

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** What a plain reading of the definitions gives: sums over frozen numbers whose period has an actual. */
function plainScore(
  snapshots: readonly Snapshot[],
  label: string,
  lag: number,
  actuals: ReadonlyMap<string, number>,
) {
  const pairs = snapshots
    .filter((snapshot) => snapshot.label === label)
    .flatMap(({ points }) => points)
    .filter((point) => point.lag === lag && actuals.has(point.period))
    .map((point) => ({ ...point, actual: actuals.get(point.period) as number }));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const errors = pairs.map(({ actual, value }) => actual - value);
  const held = pairs.filter(({ actual, intervals }) => {
    const band = intervals["80"] as { lower: number; upper: number };
    return band.lower <= actual && actual <= band.upper;
  });
  return {
    n: pairs.length,
    mae: sum(errors.map(Math.abs)) / pairs.length,
    wape: sum(errors.map(Math.abs)) / sum(pairs.map(({ actual }) => Math.abs(actual))),
    bias: sum(errors) / sum(pairs.map(({ actual }) => actual)),
    coverage80: held.length / pairs.length,
  };
}

/** Actuals from the generator's own truth: periods whose first publication lies before a moment. */
function trueActuals(until: string, policy: "first" | "known"): Map<string, number> {
  const published = company.truth.published.filter(({ firstPublishedAt }) => firstPublishedAt <= until);
  const restated = until > "2026-05-15";
  return new Map(
    published.map(({ period, firstPublished, current }) => [
      period,
      Number(policy === "first" || !restated ? firstPublished : current),
    ]),
  );
}

function compare(
  scores: readonly RecordScore[],
  record: TrackRecord,
  actuals: ReadonlyMap<string, number>,
): number {
  const single = scores.filter(({ lag }) => lag !== null);
  for (const score of single) {
    const plain = plainScore(record.snapshots, score.label, score.lag as number, actuals);
    const place = `${score.label} at lag ${score.lag}`;
    expect(score.n, place).toBe(plain.n);
    // Sums of floats in another order: equal to 12 digits.
    expect(score.mae, place).toBeCloseTo(plain.mae, 6);
    expect(score.wape, place).toBeCloseTo(plain.wape, 12);
    expect(score.bias, place).toBeCloseTo(plain.bias, 12);
    expect(score.coverage["80"]?.share, place).toBe(plain.coverage80);
  }
  return single.length;
}

describe("scores over a replay of the sample company equal a plain computation", () => {
  test("before the restatement: both policies see the same actuals", () => {
    expect(before.restated).toEqual([]);
    const actuals = trueActuals(beforeRestatement, "first");
    expect(compare(before.firstPublished.scores, before, actuals)).toBe(3 * horizon);
    expect(compare(before.asKnown.scores, before, actuals)).toBe(3 * horizon);
  });

  test("after it: as first published", () => {
    const actuals = trueActuals(afterRestatement, "first");
    expect(compare(after.firstPublished.scores, after, actuals)).toBe(3 * horizon);
  });

  test("after it: as known now", () => {
    const actuals = trueActuals(afterRestatement, "known");
    expect(compare(after.asKnown.scores, after, actuals)).toBe(3 * horizon);
  });

  test("the three restated months are listed with both values, and the first score stays", () => {
    const expected = company.truth.published.filter(
      ({ firstPublished, current }) => firstPublished !== current,
    );
    expect(after.restated.map(({ period, first, now: known }) => ({ period, first, known }))).toEqual(
      expected.map(({ period, firstPublished, current }) => ({
        period,
        first: Number(firstPublished),
        known: Number(current),
      })),
    );
    expect(after.restated).toHaveLength(3);
    const actuals = trueActuals(afterRestatement, "first");
    const known = trueActuals(afterRestatement, "known");
    const first = plainScore(after.snapshots, "theta", 1, actuals);
    const restated = plainScore(after.snapshots, "theta", 1, known);
    expect(first.wape).not.toBe(restated.wape);
  });

  test("what was frozen is named by its content and never changes", async () => {
    const again = await client().freeze({
      metric: "mrr",
      horizon,
      model: "theta",
      asOf: "2025-03-03T00:00:00Z",
    });
    expect(again.unchanged).toBe(3);
    expect(await client().snapshots("mrr")).toEqual({ snapshots: after.snapshots });
    expect(after.snapshots.map(({ id }) => id)).toEqual(before.snapshots.map(({ id }) => id));
  });
});
