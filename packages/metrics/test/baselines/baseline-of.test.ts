import type { Point } from "@foresail/client";
import fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOf } from "../../src/baselines/baseline-of.ts";

/** Points of months from January 2024 on. */
function months(values: readonly (number | null)[], partial = false): Point[] {
  return values.map((value, index) => ({
    period: new Date(Date.UTC(2024, index, 1)).toISOString().slice(0, 10),
    value,
    numerator: null,
    denominator: null,
    partial: partial && index === values.length - 1,
  }));
}

const monthly = { periods: 12, seasonLength: 12 };

test("median, spread and quartiles of the periods before the newest", () => {
  const baseline = baselineOf(months([10, 12, 11, 13, 14, 20]), monthly);
  expect(baseline).toMatchObject({
    period: "2024-06-01",
    value: 20,
    n: 5,
    median: 12,
    lowerQuartile: 11,
    upperQuartile: 13,
    interquartileRange: 2,
    sameSeason: null,
  });
  expect(baseline.periods).toEqual(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"]);
  expect(baseline.spread).toBeCloseTo(1.4826, 10);
  expect(baseline.deviation).toBeCloseTo(8 / 1.4826, 10);
});

test("periods that are not over, and those without a value, count nowhere", () => {
  const baseline = baselineOf(months([10, null, 12, 30, 7, 99], true), monthly);
  expect(baseline).toMatchObject({ period: "2024-05-01", value: 7, n: 3, median: 12, spread: null });
});

test("only the periods asked for count, the newest of them", () => {
  expect(baselineOf(months([100, 1, 2, 3, 9]), { periods: 3, seasonLength: 12 })).toMatchObject({
    n: 3,
    median: 2,
    periods: ["2024-02-01", "2024-03-01", "2024-04-01"],
  });
});

test("the same month a year earlier, where there is one", () => {
  const values = [80, ...new Array<number>(11).fill(90), 100];
  expect(baselineOf(months(values), monthly).sameSeason).toEqual({
    period: "2024-01-01",
    value: 80,
    change: 20,
    relative: 0.25,
  });
  expect(baselineOf(months([0, ...values.slice(1)]), monthly).sameSeason?.relative).toBeNull();
  expect(baselineOf(months([null, ...values.slice(1)]), monthly).sameSeason).toBeNull();
});

test("too little is null, never 0", () => {
  expect(baselineOf([], monthly)).toMatchObject({ period: null, value: null, n: 0, median: null });
  expect(baselineOf(months([5]), monthly)).toMatchObject({ value: 5, n: 0, median: null, deviation: null });
  expect(baselineOf(months([5, 5, 5, 5, 5, 6]), monthly)).toMatchObject({ spread: 0, deviation: null });
});

test("scaling and shifting the values scales and shifts the baseline", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 14 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 50 }), fc.integer(), (numbers, factor, shift) => {
      const plain = baselineOf(months(numbers), monthly);
      const moved = baselineOf(months(numbers.map((value) => value * factor + shift)), monthly);
      expect(moved.median).toBeCloseTo((plain.median ?? 0) * factor + shift, 6);
      expect(moved.spread).toBeCloseTo((plain.spread ?? 0) * factor, 6);
    }),
  );
});
