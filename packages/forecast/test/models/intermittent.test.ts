import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError } from "../../src/errors.ts";
import { forecast } from "../../src/forecast.ts";
import { randomStream } from "../../src/internal/random.ts";
import { croston, crostonOf, sba, sbaOf } from "../../src/models/croston.ts";
import { intermittent } from "../../src/models/intermittent.ts";
import type { Model } from "../../src/models/model.ts";
import { tsb, tsbOf } from "../../src/models/tsb.ts";
import { zeroInflated } from "../../src/models/zero-inflated.ts";
import { value } from "../support/arbitraries.ts";

const demand = [0, 5, 0, 0, 6, 3];
const season = { season: 1 };
const point = (model: Model, values: readonly number[]) => model.fit(values, season).predict(1).mean[0]!;

/** Demand with a chance, of given sizes, from a seeded stream. */
function simulated(length: number, chance: number, sizes: readonly number[], seed: number): number[] {
  const random = randomStream(seed);
  return Array.from({ length }, () => {
    const arrives = random() < chance;
    const size = sizes[Math.floor(random() * sizes.length)]!;
    return arrives ? size : 0;
  });
}

describe("by hand: 0 5 0 0 6 3, weights 0.1", () => {
  test("croston", () => {
    // sizes 5, 5.1, 4.89; intervals 2, 2.1, 1.99
    const fitted = croston.fit(demand, season);
    expect(fitted.predict(2).mean).toEqual([
      expect.closeTo(4.89 / 1.99, 12),
      expect.closeTo(4.89 / 1.99, 12),
    ]);
    expect(fitted.fitted).toEqual([null, null, 2.5, 2.5, 2.5, expect.closeTo(5.1 / 2.1, 12)]);
    expect(fitted.parameters.interval).toBeCloseTo(1.99, 12);
  });
  test("sba is 5 % less, but not where demand never fails", () => {
    expect(point(sba, demand)).toBeCloseTo((0.95 * 4.89) / 1.99, 12);
    expect(point(sba, [5, 6, 3])).toBe(point(croston, [5, 6, 3]));
  });
  test("tsb", () => {
    // chance 0.5, 0.45, 0.405, 0.4645, 0.51805; sizes 5, 5.1, 4.89
    expect(point(tsb, demand)).toBeCloseTo(0.51805 * 4.89, 12);
    expect(tsb.fit(demand, season).fitted).toEqual([
      null,
      null,
      2.5,
      2.25,
      expect.closeTo(0.405 * 5, 12),
      expect.closeTo(0.4645 * 5.1, 12),
    ]);
  });
  test("two weights", () => {
    // sizes 5, 5.5, 4.25; intervals 2, 2.2, 1.96
    expect(point(crostonOf({ alpha: 0.5, beta: 0.2 }), demand)).toBeCloseTo(4.25 / 1.96, 12);
    expect(point(sbaOf({ alpha: 0.5, beta: 0.2 }), demand)).toBeCloseTo((0.9 * 4.25) / 1.96, 12);
    expect(point(tsbOf({ alpha: 1, beta: 1 }), [...demand, 0])).toBe(0);
  });
  test("zero_inflated is the mean", () => expect(point(zeroInflated, demand)).toBeCloseTo(14 / 6, 12));
  test("weights outside (0, 1] are refused", () => {
    expect(() => crostonOf({ alpha: 0 })).toThrow(InvalidArgumentError);
    expect(() => tsbOf({ beta: 1.1 })).toThrow("beta must lie above 0 and be 1 at most, got 1.1");
  });
});

describe("intervals and paths", () => {
  test("by hand: a hurdle of one half, sizes 2 and 4", () => {
    const fitted = zeroInflated.fit([0, 2, 0, 4], season);
    const { intervals } = fitted.predict(1, [50, 80]);
    // half of the mass at 0, the other half even between 2 and 4: the 90 % point is at share 0.8, the 75 % at 0.5
    expect(intervals["80"]).toEqual({ lower: [0], upper: [expect.closeTo(3.6, 12)] });
    expect(intervals["50"]).toEqual({ lower: [0], upper: [expect.closeTo(3, 12)] });
    // E x^2 = (4 + 8 + 16) / 3 / 2, mean 1.5
    expect(fitted.standardErrors(2)[1]).toBeCloseTo(Math.sqrt(28 / 6 - 2.25), 12);
  });
  test.each([croston, sba, tsb, zeroInflated])(
    "paths have the mean, spread and quantiles that are claimed: $id",
    (model) => {
      const fitted = model.fit(simulated(60, 0.4, [1, 2, 2, 5, 9], 3), season);
      const draws = fitted.simulate(2, 20_000, 9).map((path) => path[1]!);
      const { mean, intervals } = fitted.predict(2);
      const average = draws.reduce((sum, one) => sum + one, 0) / draws.length;
      const spread = Math.sqrt(draws.reduce((sum, one) => sum + (one - average) ** 2, 0) / draws.length);
      expect(Math.abs(average - mean[1]!)).toBeLessThan((4 * spread) / Math.sqrt(draws.length));
      expect(spread / fitted.standardErrors(2)[1]!).toBeCloseTo(1, 1);
      // equal sizes gather at the bound: fewer than a tenth lie above it, more than a tenth at or above
      const upper = intervals["80"]!.upper[1]!;
      const share = (inside: (one: number) => boolean) => draws.filter(inside).length / draws.length;
      expect(share((one) => one > upper + 1e-9)).toBeLessThan(0.11);
      expect(share((one) => one >= upper - 1e-9)).toBeGreaterThan(0.09);
      expect(fitted.simulate(2, 5, 9)).toEqual(fitted.simulate(2, 5, 9));
      expect(fitted.simulate(2, 5, 9)).not.toEqual(fitted.simulate(2, 5, 10));
    },
  );
  test("nothing is negative where the history is not, and nothing NaN anywhere", () => {
    const sizes = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: value });
    fc.assert(
      fc.property(
        fc.array(sizes, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(croston, sba, tsb, zeroInflated, intermittent),
        fc.boolean(),
        (signed, model, fold) => {
          const values = fold ? signed.map(Math.abs) : signed;
          const fitted = model.fit(values, season);
          const { mean, intervals } = fitted.predict(3);
          const bounds = Object.values(intervals).flatMap(({ lower, upper }) => [...lower, ...upper]);
          const paths = fitted.simulate(3, 20, 1).flatMap((path) => Array.from(path));
          const all = [...mean, ...bounds, ...paths, ...fitted.standardErrors(3)];
          expect(all.every(Number.isFinite)).toBe(true);
          if (fold) expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
          const { lower, upper } = intervals["95"]!;
          expect(lower[0]!).toBeLessThanOrEqual(intervals["80"]!.lower[0]!);
          expect(upper[0]!).toBeGreaterThanOrEqual(intervals["80"]!.upper[0]!);
        },
      ),
      { numRuns: 300 },
    );
  });
  test("scale with the unit", () => {
    for (const model of [croston, sba, tsb, zeroInflated, intermittent]) {
      const once = model.fit(demand, season).predict(2);
      const scaled = model
        .fit(
          demand.map((one) => 8 * one),
          season,
        )
        .predict(2);
      expect(scaled.mean).toEqual(once.mean.map((one) => 8 * one));
      expect(scaled.intervals["80"]!.upper).toEqual(once.intervals["80"]!.upper.map((one) => 8 * one));
    }
  });
});

describe("intermittent", () => {
  const chosen = (values: readonly number[]) => intermittent.fit(values, season).notes[0];
  test("chooses by the class of demand", () => {
    expect(chosen([4, 5, 4, 6, 5, 4])).toBe(
      "demand in 6 of 6 periods, one in 1.0 on average: smooth, forecast by croston",
    );
    expect(chosen([1, 30, 2, 25])).toMatch(/erratic, forecast by sba$/);
    expect(chosen([0, 10, 0, 11, 0, 9])).toMatch(
      /3 of 6 periods, one in 2.0 on average: intermittent, forecast by sba$/,
    );
    expect(chosen([0, 1, 0, 30, 0, 2])).toMatch(/lumpy, forecast by zero_inflated$/);
    expect(chosen([0, 0, 7])).toMatch(/too little to classify, forecast by zero_inflated$/);
    expect(chosen([0, 0])).toBe("no demand at all in the history: forecast 0");
  });
  test("an item that dies out falls to 0", () => {
    const dead = [...simulated(30, 0.6, [3, 4, 5], 2), 4, ...new Array(12).fill(0)];
    expect(chosen(dead)).toMatch(/but none in the last 12 periods, forecast by tsb$/);
    expect(point(intermittent, dead)).toBeLessThan(0.5 * point(sba, dead));
    // half a chance each: (1/2)^6 is 1.6 %, (1/2)^7 is 0.8 %
    const even = [0, 4, 0, 5, 0, 4, 0, 5];
    expect(chosen([...even, ...new Array(6).fill(0)])).toMatch(/sba$/);
    expect(chosen([...even, ...new Array(7).fill(0)])).toMatch(/tsb$/);
  });
  test("is unbiased on steady demand, where croston is too high", () => {
    // 0.25 * 4 = 1 a period, over 400 simulated items of 80 periods; the standard error of the mean is about 0.02
    let mine = 0;
    let plain = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const values = simulated(80, 0.25, [3, 4, 5], seed);
      mine += point(intermittent, values) / 400;
      plain += point(croston, values) / 400;
    }
    expect(Math.abs(mine - 1)).toBeLessThan(0.06);
    expect(plain).toBeGreaterThan(mine + 0.02);
  });
  test("has its place in forecast, and refuses nothing but nothing", () => {
    const result = forecast([0, 0, 3, 0, 0, 0, 4, 0, 0, 2, 0, 0], { horizon: 3, model: "intermittent" });
    expect(result.notes[0]).toMatch(/forecast by/);
    expect(Math.min(...result.intervals["95"]!.lower)).toBe(0);
    expect(() => intermittent.fit([], season)).toThrow(InsufficientDataError);
  });
});
