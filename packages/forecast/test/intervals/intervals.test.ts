import { describe, expect, test } from "vitest";
import { levelMultiplier } from "../../src/internal/normal-quantile.ts";
import { calibrate } from "../../src/intervals/calibrate.ts";
import { calibratedIntervals } from "../../src/intervals/calibrated-intervals.ts";
import { conformalFactor } from "../../src/intervals/conformal-factor.ts";
import { shortSeriesFactors } from "../../src/intervals/short-series-factors.ts";
import { widthPrior } from "../../src/intervals/width-prior.ts";

describe("conformalFactor", () => {
  const ratios = Array.from({ length: 19 }, (_, i) => (i + 1) / 10);
  test("without a prior is the conformal quantile over the normal one", () => {
    // rank ceil(20 * 0.8) = 16 -> 1.6
    expect(conformalFactor(ratios, 19, 80, { factor: 1, origins: 0 })).toBeCloseTo(
      1.6 / levelMultiplier(80),
      9,
    );
  });
  test("lies between prior and data, nearer to the data with more origins", () => {
    const prior = { factor: 3, origins: 12 };
    const few = conformalFactor(ratios, 2, 80, prior);
    const many = conformalFactor(ratios, 200, 80, prior);
    expect(few).toBeLessThan(3);
    expect(many).toBeLessThan(few);
    expect(many).toBeGreaterThan(1.6 / levelMultiplier(80));
  });
  test("is the prior without data", () => {
    expect(conformalFactor([], 0, 95, { factor: 1.4, origins: 12 })).toBe(1.4);
  });
});

test("widthPrior has its documented values and shrinks with length", () => {
  expect(widthPrior(80, 24, 12).factor).toBeCloseTo(0.94 * 1.25 * 1.09, 6);
  expect(widthPrior(80, 60, 1).factor).toBeCloseTo(0.94 * 1.1, 6);
  expect(widthPrior(95, 60, 12).factor).toBeCloseTo(1.1 * (1 + 8 / 60), 6);
  expect(widthPrior(95, 10, 1).factor).toBeGreaterThan(widthPrior(95, 100, 1).factor);
});

describe("calibratedIntervals", () => {
  test("never narrow with horizon or level, and respect the floor", () => {
    const factors = new Map([
      [95, 0.5],
      [80, 1],
    ]);
    const { "80": narrow, "95": wide } = calibratedIntervals([10, 10], [2, 1], factors, 8);
    expect(narrow!.upper[1]).toBe(narrow!.upper[0]);
    expect(wide!.upper[0]!).toBeGreaterThanOrEqual(narrow!.upper[0]!);
    expect(narrow!.lower).toEqual([8, 8]);
  });
});

describe("calibrate", () => {
  const values = Float64Array.from([1, 2, 3, 4, 5, 6]);
  test("measures coverage with factors from the other origins", () => {
    // origin 4 misses by far: judged by the calm origin 3 alone it lies outside
    const rolling = [
      { origin: 3, mean: [4], standardErrors: [1] },
      { origin: 4, mean: [50], standardErrors: [1] },
    ];
    const { summary } = calibrate(values, 1, rolling, [95]);
    expect(summary!.coverage).toEqual({ "95": 0.5 });
    expect(summary!.bias).toBeCloseTo(-45 / 9, 12);
  });
  test("a miss that widens the interval does not count as covered by it", () => {
    // ratio 4.5 among 0.1s: with it the multiplier would be 4.9 and cover it, without it is 3.9
    const rolling = [0.1, 0.1, 0.1, 4.5].map((miss, i) => ({
      origin: i + 1,
      mean: [values[i + 1]! - miss],
      standardErrors: [1],
    }));
    expect(calibrate(values, 1, rolling, [95]).summary!.coverage).toEqual({ "95": 0.75 });
  });
  test("neither learns from nor scores actuals that were not observed", () => {
    const rolling = [
      { origin: 2, mean: [3, 60], standardErrors: [1, 1] },
      { origin: 3, mean: [60, 4], standardErrors: [1, 1] },
    ];
    const all = calibrate(values, 1, rolling, [80]);
    const { factors, summary } = calibrate(values, 1, rolling, [80], new Set([3]));
    expect(all.summary).toMatchObject({ origins: 2, n: 4 });
    // 3 - 3 and 5 - 4 are left
    expect(summary).toMatchObject({ origins: 2, n: 2, mae: 0.5, bias: expect.closeTo(0.5 / 4, 12) });
    expect(factors.get(80)!).toBeLessThan(all.factors.get(80)!);
    expect(factors.get(80)).toBe(conformalFactor([0, 1], 2, 80, widthPrior(80, 6, 1)));
  });
  test("without an observed actual there is no backtest", () => {
    const rolling = [{ origin: 3, mean: [60], standardErrors: [1] }];
    const { factors, summary } = calibrate(values, 1, rolling, [80], new Set([3]));
    expect(summary).toBeNull();
    expect(factors.get(80)).toBe(widthPrior(80, 6, 1).factor);
  });
  test("the scale of MASE leaves out changes from and to values that were not observed", () => {
    const jumpy = Float64Array.from([1, 3, 1, 2, 3, 5]);
    const rolling = [{ origin: 5, mean: [4], standardErrors: [1] }];
    // observed pairs: 1 -> 3, 3 -> 1, 3 -> 5
    expect(calibrate(jumpy, 1, rolling, [80], new Set([3])).summary!.mase).toBe(0.5);
  });
  test("falls back on the prior without a backtest", () => {
    const { factors, summary } = calibrate(values, 1, [], [95]);
    expect(summary).toBeNull();
    expect(factors.get(95)).toBe(widthPrior(95, 6, 1).factor);
  });
});

describe("shortSeriesFactors", () => {
  test("assumes steps of 10 % for a single point", () => {
    const widths = shortSeriesFactors([50], new Float64Array(4), [95])!;
    expect(Array.from(widths.standardErrors)).toEqual([5, 5 * Math.SQRT2, 5 * Math.sqrt(3), 10]);
  });
  test("uses Student's t for two and three", () => {
    expect(shortSeriesFactors([5, 7], new Float64Array(1), [95])!.factors.get(95)).toBeCloseTo(
      12.706 / 1.96,
      2,
    );
  });
  test("is not for four points and more", () => {
    expect(shortSeriesFactors([1, 2, 3, 4], new Float64Array(1), [95])).toBeNull();
  });
});
