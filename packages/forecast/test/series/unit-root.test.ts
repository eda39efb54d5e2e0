import { describe, expect, test } from "vitest";
import { InsufficientDataError } from "../../src/errors.ts";
import { difference, isConstant } from "../../src/series/difference.ts";
import { kpss } from "../../src/series/kpss.ts";
import { seasonalStrength } from "../../src/series/seasonal-strength.ts";
import { differencesNeeded, seasonalDifferencesNeeded } from "../../src/series/unit-root.ts";

const noise = Array.from({ length: 120 }, (_, t) => Math.sin(t * t));
const sums = (values: readonly number[]) => {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
};

describe("differences", () => {
  test("at lag 1 twice, and at the season's lag", () => {
    expect([...difference([1, 4, 9, 16], 1, 2)]).toEqual([2, 2]);
    expect([...difference([1, 2, 3, 5, 7], 3)]).toEqual([4, 5]);
    expect([...difference([1, 2], 3)]).toEqual([]);
  });
  test("constancy allows for rounding of the values, no more", () => {
    expect(isConstant([0.3, 0.1 + 0.2], 1)).toBe(true);
    expect(isConstant([0.3, 0.3001], 1)).toBe(false);
  });
});

describe("kpss", () => {
  test("divides squared partial sums by the long-run variance", () => {
    // deviations -1.5, -0.5, 0.5, 1.5; sums -1.5, -2, -1.5, 0: 8.5 / (4 * 5)
    expect(kpss([1, 2, 3, 4]).statistic).toBeCloseTo(8.5 / 20, 14);
    expect(kpss([1, 2, 3, 4]).lags).toBe(0);
  });
  test("takes trunc(3 sqrt(n) / 13) lags with falling weights", () => {
    // n = 20: one lag with weight 1/2; values alternate 1, -1, so e'e = 20 and lag products sum to -19
    const values = Array.from({ length: 20 }, (_, t) => (t % 2 === 0 ? 1 : -1));
    expect(kpss(values).lags).toBe(1);
    expect(kpss(values).statistic).toBeCloseTo(10 / (20 * (20 - 19)), 14);
  });
  test("accepts noise, rejects its sums, does not mind scale", () => {
    expect(kpss(noise).stationary).toBe(true);
    const trend = noise.map((value, t) => value + t / 10);
    expect(kpss(trend).stationary).toBe(false);
    expect(kpss(trend.map((value) => value * 1e200)).statistic).toBeCloseTo(kpss(trend).statistic, 10);
  });
  test("calls a constant stationary, and needs two values", () => {
    expect(kpss([3, 3, 3])).toMatchObject({ statistic: 0, stationary: true });
    expect(() => kpss([3])).toThrow(InsufficientDataError);
  });
});

describe("differences needed", () => {
  test("none for noise, one for a trend, two for a growing trend", () => {
    expect(differencesNeeded(noise)).toBe(0);
    expect(differencesNeeded(noise.map((value, t) => value + t / 5))).toBe(1);
    expect(differencesNeeded(sums(noise.map((value, t) => value + t / 5)))).toBe(2);
    expect(differencesNeeded(sums(noise.map((value, t) => value + t / 5)), 1)).toBe(1);
    expect(differencesNeeded([])).toBe(0);
  });
  test("at the season's lag: one for a strong season, none without two of them", () => {
    const strong = noise.map((value, t) => 3 * [1, 5, 2, 0][t % 4]! + value);
    expect(seasonalDifferencesNeeded(strong, 4)).toBe(1);
    expect(seasonalDifferencesNeeded(noise, 4)).toBe(0);
    expect(seasonalDifferencesNeeded(strong.slice(0, 8), 4)).toBe(0);
    expect(seasonalDifferencesNeeded(strong, 1)).toBe(0);
  });
  test("strength is 1 - Var(remainder) / Var(remainder + season) of the given parts", () => {
    // remainder 1, -1, 1, -1 has mean square 1; with season 2, 2, -2, -2 the sum is 3, 1, -1, -3, mean square 5
    const parts = { season: Float64Array.of(2, 2, -2, -2), remainder: Float64Array.of(1, -1, 1, -1) };
    expect(seasonalStrength([4, 5, 6, 7], 2, () => parts)).toBeCloseTo(0.8, 14);
  });
  test("a season that repeats exactly has a strength near 1", () => {
    const values = Array.from({ length: 40 }, (_, t) => 10 + t + [1, 5, 2, 0][t % 4]!);
    expect(seasonalStrength(values, 4)).toBeGreaterThan(0.99);
  });
});
