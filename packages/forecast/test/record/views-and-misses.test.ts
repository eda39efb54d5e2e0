import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NonFiniteValueError } from "../../src/errors.ts";
import { accuracyViews } from "../../src/record/accuracy-views.ts";
import { lagCurve } from "../../src/record/lag-curve.ts";
import { scoreRecord } from "../../src/record/score-record.ts";
import { worstMisses } from "../../src/record/worst-misses.ts";
import { month, monthlyActuals, snapshot } from "../support/records.ts";

describe("accuracyViews", () => {
  const percent = (forecast: number, actual: number) =>
    accuracyViews(forecast, actual).map(({ value }) => (value === null ? null : (100 * value).toFixed(1)));
  test.each([
    [120, 100, ["80.0", "120.0", "83.3", "83.3"]],
    [250, 100, ["0.0", "250.0", "40.0", "40.0"]],
    [80, 100, ["80.0", "80.0", "125.0", "75.0"]],
    [100, 100, ["100.0", "100.0", "100.0", "100.0"]],
  ])("forecast %d, actual %d", (forecast, actual, expected) =>
    expect(percent(forecast, actual)).toEqual(expected),
  );
  test("is null where a formula divides by nothing, or by less than nothing", () => {
    expect(percent(120, 0)).toEqual([null, null, "0.0", "0.0"]);
    expect(percent(0, 100)).toEqual(["0.0", "0.0", null, null]);
    expect(percent(0, 0)).toEqual([null, null, null, null]);
    expect(percent(50, -10)).toEqual([null, null, "-20.0", "-20.0"]);
  });
  test("carries the formula, and the product's name where one publishes it", () => {
    expect(accuracyViews(1, 1).map(({ formula, product }) => [formula, product])).toEqual([
      ["max(0, 1 - |A - F| / A)", "HubSpot"],
      ["F / A", "Gong"],
      ["A / F", null],
      ["1 - |A - F| / F", null],
    ]);
  });
  test("agrees with itself only when the forecast is right", () => {
    const amount = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(amount, amount, (forecast, actual) => {
        const values = accuracyViews(forecast, actual).map(({ value }) => value);
        expect(new Set(values).size === 1).toBe(forecast === actual);
      }),
    );
  });
  test("refuses NaN", () => expect(() => accuracyViews(Number.NaN, 1)).toThrow(NonFiniteValueError));
});

describe("worstMisses", () => {
  // errors 10 (width 4), -30 (width 40), 5 (width 0), 0 (width 2), 20 (none)
  const { points } = scoreRecord({
    snapshots: [
      snapshot("model", 0, [90], { halfWidth: 2 }),
      snapshot("model", 1, [130], { halfWidth: 20 }),
      snapshot("model", 2, [95], { halfWidth: 0 }),
      snapshot("model", 3, [100], { halfWidth: 1 }),
      snapshot("model", 4, [80]),
    ],
    actuals: monthlyActuals([100, 100, 100, 100, 100]),
  }).firstPublished;
  test("by money: the largest error first, and a hit is no miss", () => {
    expect(worstMisses(points, { by: "money" }).map(({ point, money }) => [point.error, money])).toEqual([
      [-30, 30],
      [20, 20],
      [10, 10],
      [5, 5],
    ]);
  });
  test("by surprise: beside the width of the interval, one without width before all", () => {
    expect(worstMisses(points, { by: "surprise" }).map(({ money, surprise }) => [money, surprise])).toEqual([
      [5, null],
      [10, 2.5],
      [30, 0.75],
    ]);
  });
  test("takes the level and the number asked for", () => {
    expect(worstMisses(points, { by: "surprise", level: "95" })).toEqual([]);
    expect(worstMisses(points, { by: "money", limit: 1 })).toHaveLength(1);
    expect(() => worstMisses(points, { by: "money", limit: 0 })).toThrow("limit");
  });
});

describe("lagCurve", () => {
  const actuals = Array.from({ length: 14 }, (_, i) => 100 + ((i * 7) % 5));
  const errorAt = (i: number, lag: number) => (i % 2 === 0 ? lag : -2 * lag);
  const snapshots = Array.from({ length: 12 }, (_, origin) =>
    snapshot(
      "model",
      origin,
      [1, 2].map((lag) => actuals[origin + lag - 1]! - errorAt(origin, lag)),
    ),
  );
  const { points } = scoreRecord({ snapshots, actuals: monthlyActuals(actuals) }).firstPublished;
  test("by hand: errors 1, -2 at lag 1 and 2, -4 at lag 2", () => {
    const [first, second] = lagCurve(points);
    const sum = (from: number) => actuals.slice(from, from + 12).reduce((total, actual) => total + actual, 0);
    expect(first).toMatchObject({ kind: "model", label: "model", lag: 1, n: 12, mae: 1.5 });
    expect(first!.wape).toBeCloseTo(18 / sum(0), 12);
    expect(first!.bias).toBeCloseTo(-6 / sum(0), 12);
    expect(second).toMatchObject({ lag: 2, n: 12, mae: 3 });
    expect(second!.wapeInterval!.lower).toBeLessThan(second!.wape!);
    expect(second!.wapeInterval!.upper).toBeGreaterThan(second!.wape!);
  });
  test("can be drawn on the periods of every lag alone", () => {
    // lag 1 begins in month 0, lag 2 in month 1; lag 1 ends in month 11, lag 2 in month 12
    expect(lagCurve(points, { commonPeriods: true }).map(({ n }) => n)).toEqual([11, 11]);
  });
  test("gives no interval below 8 points", () => {
    const few = points.filter(({ period }) => period <= month(6));
    expect(lagCurve(few).map(({ n, wapeInterval }) => [n, wapeInterval])).toEqual([
      [7, null],
      [6, null],
    ]);
  });
  test("keeps forecasters apart", () => {
    const plans = points.map((point) => ({ ...point, kind: "plan" as const, label: "budget" }));
    expect(lagCurve([...points, ...plans]).map(({ kind, lag }) => `${kind} ${lag}`)).toEqual([
      "model 1",
      "model 2",
      "plan 1",
      "plan 2",
    ]);
  });
});
