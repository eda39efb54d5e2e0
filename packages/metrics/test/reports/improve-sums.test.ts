import type { Point } from "@foresail/client";
import { expect, test } from "vitest";
import {
  bestStretch,
  isBetter,
  medianOfPeers,
  twoRateDeviate,
} from "../../src/reports/improve/baseline-rate.ts";
import { moneyOf, pooled } from "../../src/reports/improve/quotient.ts";

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

function months(rates: readonly (readonly [number, number])[]): Point[] {
  return rates.map(([numerator, denominator], index) => ({
    period: `2025-${String(index + 1).padStart(2, "0")}-01`,
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    partial: false,
  }));
}

test("the sum of a gap: 18 % against 25 % over 120 deals of 14,000", () => {
  const gap = {
    rate: of(21.6, 120),
    baseline: of(25, 100),
    worth: of(1_680_000, 120),
    times: 1,
    better: "up",
  } as const;
  expect(moneyOf(gap)).toBe(117_600);
});

test("money is computed from the counts, to the cent", () => {
  // (1/3 - 1/7) x 7 x (100.01 / 3) = 4/3 x 33.33666... = 44.44888...
  const gap = { rate: of(1, 7), baseline: of(1, 3), worth: of(100.01, 3), times: 1, better: "up" } as const;
  expect(moneyOf(gap)).toBe(44.45);
});

test("less churn is worth its months", () => {
  // (10/200 - 4/200) x 200 customers x 50 a month x 12 = 6 x 600
  const gap = {
    rate: of(10, 200),
    baseline: of(4, 200),
    worth: of(10_000, 200),
    times: 12,
    better: "down",
  } as const;
  expect(moneyOf(gap)).toBe(3_600);
});

test("an early stage's deal is worth what the later ones let through", () => {
  const gap = {
    rate: of(40, 100),
    baseline: of(50, 100),
    worth: of(1_000, 1),
    times: 1,
    better: "up",
  } as const;
  expect(moneyOf(gap, [of(1, 2), of(1, 5)])).toBe(1_000);
});

test("parts are pooled, and points that are no quotient count nowhere", () => {
  const points = [
    ...months([[1, 4]]),
    { ...months([[1, 1]])[0]!, numerator: null, denominator: null },
    ...months([[2, 6]]),
  ];
  expect(pooled(points)).toEqual(of(3, 10));
  expect(pooled(months([[0, 0]]))).toBeNull();
});

test("the best stretch is as long as what is judged, with enough in it", () => {
  const earlier = months([
    [9, 10],
    [1, 10],
    [5, 20],
    [6, 20],
    [20, 20],
  ]);
  expect(bestStretch(earlier, 2, 30, "up")).toEqual({
    rate: of(26, 40),
    from: "own best, 2025-04-01 to 2025-05-01, n 40",
  });
  expect(bestStretch(earlier.slice(0, 2), 2, 30, "up")).toBeNull();
  expect(bestStretch(earlier, 2, 30, "down")?.rate).toEqual(of(6, 30));
});

test("peers need two with enough in them", () => {
  expect(medianOfPeers([of(1, 4), of(30, 60), of(10, 40), null], 30)).toEqual({
    rate: of(0.375, 1),
    from: "median of 2 peers",
  });
  expect(medianOfPeers([of(1, 4), of(30, 60)], 30)).toBeNull();
});

test("how far two rates lie apart", () => {
  // p = 50/200, variance = 0.25 x 0.75 x 2/100; z = 0.1 / 0.0612372 = 1.632993
  expect(twoRateDeviate(of(30, 100), of(20, 100))).toBeCloseTo(1.632993, 6);
  expect(twoRateDeviate(of(0, 10), of(0, 20))).toBeNull();
  expect(isBetter(of(1, 4), of(1, 5), "up")).toBe(true);
  expect(isBetter(of(1, 4), of(1, 5), "down")).toBe(false);
});
