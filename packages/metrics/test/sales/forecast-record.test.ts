import { ExplainRequest, type SnapshotKind } from "@foresail/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewSnapshot } from "../../src/store/snapshots.ts";
import { BothStores } from "./support/both-stores.ts";

/*
 * Bookings: January 100, February 100, March 200, April (current) 70. Frozen at lag 1 unless it says otherwise:
 *
 *             January   February   March
 *   model     120       90         200
 *   plan      100       -          100      (March at first 150, issued earlier)
 *   naive     0         0          0
 *   model     50 at lag 2 for January
 *   model of Ann's bookings, January: 80, where she had 60
 */
const stores = new BothStores();
const q1 = { from: "2026-01-01", to: "2026-04-01" } as const;
let made = 0;

function frozen(
  kind: SnapshotKind,
  issued: string,
  points: readonly (readonly [period: string, value: number, lag?: number])[],
  more: Partial<NewSnapshot> = {},
): NewSnapshot {
  made += 1;
  const id = String(made).padStart(16, "0");
  return {
    id,
    contentHash: id,
    metric: "bookings",
    definition: "bookings@1",
    unit: "currency",
    grain: "month",
    where: {},
    kind,
    label: kind,
    issuedAt: `${issued}T09:00:00.000Z`,
    dataCutoff: issued,
    model: null,
    notes: [],
    points: points.map(([period, value, lag = 1]) => ({ period, value, lag, intervals: {} })),
    ...more,
  };
}

beforeAll(async () => {
  await stores.open();
  stores.now = "2026-04-10T12:00:00.000Z";
  const won = (id: string, owner: string, closed_at: string, amount: number) => ({
    id,
    owner,
    outcome: "won",
    created_at: "2025-12-01",
    closed_at,
    amount,
  });
  await stores.add("opportunities", [
    won("1", "Ann", "2026-01-05", 60),
    won("2", "Bob", "2026-01-09", 40),
    won("3", "Ann", "2026-02-07", 100),
    won("4", "Ann", "2026-03-07", 200),
    won("5", "Ann", "2026-04-07", 70),
  ]);
  await stores.freeze([
    frozen("model", "2025-12-01", [["2026-01-01", 50, 2]]),
    frozen("model", "2026-01-01", [["2026-01-01", 120]]),
    frozen("model", "2026-02-01", [["2026-02-01", 90]]),
    frozen("model", "2026-03-01", [["2026-03-01", 200]]),
    frozen("model", "2026-04-01", [["2026-04-01", 1000]]),
    frozen("plan", "2026-01-01", [["2026-01-01", 100]]),
    frozen("plan", "2026-03-01", [["2026-03-01", 150]]),
    frozen("plan", "2026-03-02", [["2026-03-01", 100]]),
    // Written when February was over: no forecast.
    frozen("plan", "2026-03-03", [["2026-02-01", 100]]),
    ...q1Naive(),
    frozen("model", "2026-01-01", [["2026-01-01", 80]], { where: { owner: ["Ann"] } }),
  ]);
});

function q1Naive(): NewSnapshot[] {
  return ["2026-01-01", "2026-02-01", "2026-03-01"].map((day) => frozen("naive", day, [[day, 0]]));
}

afterAll(() => stores.close());

const bookings = { metric: ["bookings"] };
const score = (metric: string, question: object = {}) =>
  stores.values({ metrics: [metric], ...q1, where: bookings, ...question });

describe("forecast accuracy, worked by hand", () => {
  test("by method, at lag 1", async () => {
    expect(await score("forecast_accuracy", { by: ["method"] })).toEqual({
      model: [0.8, 0.9, 1],
      naive: [0, 0, 0],
      plan: [1, null, 0.5],
    });
  });

  test("in total the naive benchmark is left out, unless it is asked for", async () => {
    // January: |100 - 120| + 0 over 200. March: 0 + 100 over 400.
    expect(await score("forecast_accuracy")).toEqual({ "": [0.9, 0.9, 0.75] });
    expect(await score("forecast_accuracy", { where: { ...bookings, method: ["naive"] } })).toEqual({
      "": [0, 0, 0],
    });
  });

  test("a coarser period pools the forecasts in it: a ratio of sums", async () => {
    const quarter = { grain: "quarter", where: { ...bookings, method: ["model"] } };
    expect(await score("forecast_accuracy", quarter)).toEqual({ "": [(400 - 30) / 400] });
    expect(await score("forecast_bias", quarter)).toEqual({ "": [(-20 + 10) / 400] });
    expect(await score("forecast_accuracy.hubspot", quarter)).toEqual({ "": [390 / 400] });
    expect(await score("forecast_accuracy.gong", quarter)).toEqual({ "": [410 / 400] });
    expect(await score("forecast_accuracy.ratio", quarter)).toEqual({ "": [400 / 410] });
  });

  test("numerator and denominator travel with the value", async () => {
    const [series] = await stores.ask({
      metrics: ["forecast_accuracy"],
      ...q1,
      where: { ...bookings, method: ["model"] },
    });
    expect(series?.points[0]).toMatchObject({ value: 0.8, numerator: 80, denominator: 100 });
  });

  test("the lag is a setting and travels with the definition", async () => {
    const [series] = await stores.ask({
      metrics: ["forecast_accuracy"],
      ...q1,
      where: bookings,
      set: { "forecast.lag": "2" },
    });
    expect(series?.definition).toBe("forecast_accuracy@1[forecast.lag=2]");
    expect(series?.points.map(({ value }) => value)).toEqual([0.5, null, null]);
  });

  test("other conditions are those of the forecast metric", async () => {
    expect(await score("forecast_accuracy", { where: { ...bookings, owner: ["Ann"] } })).toEqual({
      "": [40 / 60, null, null],
    });
  });

  test("a period that is not over is not scored, and as-of takes the forecasts and actuals known then", async () => {
    expect(await score("forecast_accuracy", { from: "2026-04-01", to: "2026-05-01" })).toEqual({
      "": [null],
    });
    // Nothing was recorded by then.
    expect(await score("forecast_accuracy", { asOf: "2026-04-01T00:00:00Z" })).toEqual({
      "": [null, null, null],
    });
  });

  test("mrr is scored where no metric is named; other splits are refused", async () => {
    expect(await score("forecast_accuracy", { where: {} })).toEqual({ "": [null, null, null] });
    await expect(score("forecast_accuracy", { by: ["owner"] })).rejects.toMatchObject({
      code: "unsupported_dimension",
    });
  });

  test("an open range has the last twelve periods", async () => {
    const [series] = await stores.ask({ metrics: ["forecast_accuracy"], where: bookings });
    expect(series?.points.map(({ period }) => period).slice(-4)).toEqual([
      "2026-01-01",
      "2026-02-01",
      "2026-03-01",
      "2026-04-01",
    ]);
    expect(series?.points).toHaveLength(12);
  });
});

describe("HubSpot's view", () => {
  test("ends at 0 for a forecast of more than twice the actual", async () => {
    await stores.freeze([frozen("override", "2026-02-02", [["2026-02-01", 250]])]);
    const where = { ...bookings, method: ["override"] };
    expect(await score("forecast_accuracy.hubspot", { where })).toEqual({ "": [null, 0, null] });
    expect(await score("forecast_accuracy", { where })).toEqual({ "": [null, -0.5, null] });
  });
});

describe("the rows behind a score", () => {
  const explain = (metric: string, grain: "month" | "quarter", where: Record<string, string[]> = bookings) =>
    stores.explainAlike(ExplainRequest.parse({ metric, grain, period: "2026-03-01", where }));

  test("each frozen forecast beside its actual, with what the pair adds", async () => {
    const { measures } = await explain("forecast_accuracy", "quarter", {
      ...bookings,
      method: ["model", "plan"],
    });
    const errors = measures.find(({ measure }) => measure.startsWith("absolute error"));
    const shown = errors!.rows.map(({ method, period, issued_at, lag, forecast, actual, value }) =>
      [method, period, String(issued_at).slice(0, 10), lag, forecast, actual, value].join(" "),
    );
    // Actual 100, 100, 200; the plan of February and the first one of March do not count.
    expect(shown.sort()).toEqual([
      "model 2026-01-01 2026-01-01 1 120 100 20",
      "model 2026-02-01 2026-02-01 1 90 100 10",
      "model 2026-03-01 2026-03-01 1 200 200 0",
      "plan 2026-01-01 2026-01-01 1 100 100 0",
      "plan 2026-03-01 2026-03-02 1 100 200 100",
    ]);
    expect([errors!.total, errors!.value]).toEqual([5, 130]);
  });

  test("they add up to each measure, and are those that the query keeps", async () => {
    for (const metric of ["forecast_accuracy", "forecast_bias", "forecast_accuracy.hubspot"]) {
      for (const grain of ["month", "quarter"] as const) {
        const { measures } = await explain(metric, grain);
        for (const { rows, value, total } of measures) {
          expect(rows.length).toBe(total);
          expect(total).toBeGreaterThan(0);
          expect(rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(value);
        }
      }
    }
    const plan = await explain("forecast_bias", "month", { ...bookings, method: ["plan"] });
    for (const { rows } of plan.measures)
      expect(rows).toMatchObject([{ method: "plan", period: "2026-03-01" }]);
  });
});
