import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { mstl } from "../../src/series/mstl.ts";
import { nextOdd, stl } from "../../src/series/stl.ts";
import { value } from "../support/arbitraries.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

const profile = [4, -1, -5, 2];
const exact = Array.from({ length: 40 }, (_, t) => 100 + 2 * t + profile[t % 4]!);
const seasonal = (length: number) =>
  Array.from({ length }, (_, t) => 50 + 0.3 * t + 8 * Math.sin((2 * Math.PI * t) / 12) + ((t * 7919) % 11));

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, one, t) => Math.max(most, Math.abs(one - b[t]!)), 0);
}

describe("stl", () => {
  test.each([
    {},
    { robust: true },
    { seasonalWindow: "periodic" as const },
    { seasonalWindow: 7, trendJump: 3 },
  ])("takes a line and a season that repeats apart exactly: %j", (options) => {
    const { trend, seasonal, remainder } = stl(exact, { season: 4, innerIterations: 60, ...options });
    exact.forEach((_, t) => {
      expect(trend[t]).toBeCloseTo(100 + 2 * t, 8);
      expect(seasonal[t]).toBeCloseTo(profile[t % 4]!, 8);
      expect(remainder[t]).toBeCloseTo(0, 8);
    });
  });
  test("a robust fit leaves an outlier in the remainder, a plain one does not", () => {
    const wild = exact.map((one, t) => (t === 18 ? one + 60 : one));
    const robust = stl(wild, { season: 4, robust: true });
    expect(robust.remainder[18]).toBeCloseTo(60, 3);
    expect(robust.weights[18]).toBe(0);
    expect(stl(wild, { season: 4 }).remainder[18]!).toBeLessThan(45);
  });
  test("a periodic season is the same in every season, a short window follows change", () => {
    const growing = Array.from({ length: 60 }, (_, t) => 100 + (t / 10) * profile[t % 4]!);
    const periodic = stl(growing, { season: 4, seasonalWindow: "periodic" }).seasonal;
    for (let t = 4; t < 60; t++) expect(periodic[t]).toBe(periodic[t - 4]);
    const moving = stl(growing, { season: 4, seasonalWindow: 5 });
    expect(moving.seasonal[56]! / moving.seasonal[8]!).toBeGreaterThan(4);
  });
  test("windows count: a local mean over three seasons, worked by hand", () => {
    // phase 0 holds 0 0 0 6 0 0 0, phase 1 is 0; window 3 reaches one place, where tricube weights are 0 at 0.999 and
    // beyond, so that the smooth phase is the phase itself
    const spike = Array.from({ length: 14 }, (_, t) => (t === 6 ? 6 : 0));
    const { seasonal, trend } = stl(spike, {
      season: 2,
      seasonalWindow: 3,
      innerIterations: 1,
      trendWindow: 3,
    });
    // low pass of the spike: averages of 2, 2 and 3: 6 / 12 * (1 3 4 3 1); a loess of 3 points changes nothing
    expect(Array.from(seasonal.slice(4, 9))).toEqual([-0.5, -1.5, 4, -1.5, -0.5]);
    expect(Array.from(trend.slice(4, 9))).toEqual([0.5, 1.5, 2, 1.5, 0.5]);
  });
  test("refuses what it cannot do", () => {
    expect(() => stl(exact.slice(0, 8), { season: 4 })).toThrow(InsufficientDataError);
    expect(() => stl(exact, { season: 1 })).toThrow(InvalidArgumentError);
    expect(() => stl(exact, { season: 4, seasonalWindow: 2 })).toThrow(
      "seasonalWindow must be an integer of 3",
    );
    expect(() => stl(exact, { season: 4, trendDegree: 2 as 1 })).toThrow("trendDegree must be 0 or 1, got 2");
    expect(() => stl([...exact, Number.NaN], { season: 4 })).toThrow(NonFiniteValueError);
  });
  test("components add up, and follow scale and shift", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 13, maxLength: 40 }),
        fc.boolean(),
        fc.constantFrom(0.25, 8),
        (values, robust, factor) => {
          const size = Math.max(1, ...values.map(Math.abs));
          const parts = stl(values, { season: 4, robust });
          values.forEach((one, t) => {
            expect(Math.abs(parts.trend[t]! + parts.seasonal[t]! + parts.remainder[t]! - one)).toBeLessThan(
              1e-12 * size,
            );
          });
          // a power of two scales every operation exactly
          const scaled = stl(
            values.map((one) => one * factor),
            { season: 4, robust },
          );
          expect(Array.from(scaled.trend)).toEqual(Array.from(parts.trend, (one) => one * factor));
          expect(Array.from(scaled.seasonal)).toEqual(Array.from(parts.seasonal, (one) => one * factor));
          if (robust) return;
          const shifted = stl(
            values.map((one) => one + 1000),
            { season: 4 },
          );
          expect(largestGap(shifted.seasonal, parts.seasonal)).toBeLessThan(1e-9 * (size + 1000));
        },
      ),
      { numRuns: 60 },
    );
  });
  test.each([
    ["all zero", new Array(30).fill(0)],
    ["huge", Array.from({ length: 30 }, (_, t) => (t % 4 === 0 ? 1e308 : -1e308))],
    ["tiny", Array.from({ length: 30 }, (_, t) => 5e-320 * t)],
    ["one spike", Array.from({ length: 30 }, (_, t) => (t === 9 ? 1e9 : 0))],
    ["two sizes", Array.from({ length: 30 }, (_, t) => (t < 15 ? 1e-9 : 1e12))],
  ])("no NaN on nasty series: %s", (_, values) => {
    for (const robust of [false, true]) {
      const parts = stl(values, { season: 4, robust });
      for (const part of Object.values(parts))
        expect(Array.from(part as Float64Array).every(Number.isFinite)).toBe(true);
    }
  });
});

describe("mstl", () => {
  test("separates a day, a week and a trend", () => {
    const day = (t: number) => 5 * Math.sin((2 * Math.PI * t) / 24);
    const week = (t: number) => (Math.floor(t / 24) % 7 >= 5 ? -10 : 4);
    const values = Array.from({ length: 24 * 7 * 6 }, (_, t) => 200 + 0.01 * t + day(t) + week(t));
    const { trend, seasons, seasonals, remainder } = mstl(values, { seasons: [168, 24] });
    expect(seasons).toEqual([24, 168]);
    // the daily component is the same up to what a weekly pattern shares with it
    const both = (t: number) => seasonals[0]![t]! + seasonals[1]![t]!;
    for (let t = 168; t < values.length - 168; t++) {
      expect(Math.abs(both(t) - day(t) - week(t))).toBeLessThan(0.2);
      expect(Math.abs(trend[t]! - 200 - 0.01 * t)).toBeLessThan(0.2);
    }
    for (let t = 0; t < values.length; t++)
      expect(trend[t]! + both(t) + remainder[t]!).toBeCloseTo(values[t]!, 9);
  });
  test("with one season it is STL with a window of 11", () => {
    const values = seasonal(72);
    const parts = stl(values, { season: 12, seasonalWindow: 11 });
    const { trend, seasonals } = mstl(values, { seasons: [12] });
    expect(trend).toEqual(parts.trend);
    expect(seasonals).toEqual([parts.seasonal]);
  });
  test("leaves out seasons that are too long, and says so", () => {
    const { seasons, notes, trend } = mstl(seasonal(24), { seasons: [12, 4] });
    expect(seasons).toEqual([4]);
    expect(notes).toEqual(["only 24 observations, not more than two seasons of 12: that season left out"]);
    expect(Array.from(trend).every(Number.isFinite)).toBe(true);
    for (const length of [1, 2, 3, 5]) {
      const { trend, remainder } = mstl(exact.slice(0, length), { seasons: [4] });
      expect(trend).toHaveLength(length);
      for (let t = 0; t < length; t++) expect(trend[t]! + remainder[t]!).toBeCloseTo(exact[t]!, 9);
    }
  });
});

interface Golden {
  readonly m: number;
  readonly stl_s13?: { readonly seasonal: readonly number[]; readonly trend: readonly number[] };
  readonly stl_periodic_robust: {
    readonly seasonal: readonly number[];
    readonly trend: readonly number[];
    readonly weights: readonly number[];
  };
  readonly mstl_default: { readonly seasonal: readonly number[]; readonly trend: readonly number[] };
}
const golden = sharedData<Readonly<Record<string, Golden>>>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly M3Series[]>("m3.json");

describe.skipIf(!golden || !m3)("decompositions of 24 series by R 4.2.2 (needs ../shared/data)", () => {
  const cases = Object.entries(golden ?? {})
    .filter(([, reference]) => reference.stl_s13)
    .map(([id, reference]) => ({
      reference,
      values: m3!.find((one) => one.id === id)!.train,
      season: reference.m,
    }));
  // R computes every ceiling(window / 10)-th point of each loess
  const tenth = (window: number) => Math.ceil(window / 10);
  const trendWindow = (season: number, window: number) => nextOdd((1.5 * season) / (1 - 1.5 / window));
  const jumps = (season: number, window: number) => ({
    seasonalJump: tenth(window),
    trendJump: tenth(trendWindow(season, window)),
    lowPassJump: tenth(nextOdd(season)),
  });
  const relative = (values: readonly number[], mine: ArrayLike<number>, theirs: readonly number[]) =>
    largestGap(theirs, mine) / Math.max(...values);

  test("stl(s.window = 13) and mstl() are equal to rounding, with R's jumps", () => {
    expect(cases).toHaveLength(24);
    for (const { values, season, reference } of cases) {
      for (const [window, theirs] of [
        [13, reference.stl_s13!],
        [11, reference.mstl_default],
      ] as const) {
        const mine = stl(values, { season, seasonalWindow: window, ...jumps(season, window) });
        expect(relative(values, mine.trend, theirs.trend)).toBeLessThan(1e-13);
        expect(relative(values, mine.seasonal, theirs.seasonal)).toBeLessThan(1e-13);
      }
    }
  });
  test("every point computed in place of every second or third moves a component by 1.5 % of the level at most", () => {
    for (const { values, season, reference } of cases) {
      const { trend, seasonals } = mstl(values, { seasons: [season] });
      expect(relative(values, trend, reference.mstl_default.trend)).toBeLessThan(0.006);
      expect(relative(values, seasonals[0]!, reference.mstl_default.seasonal)).toBeLessThan(0.016);
    }
  });
  test("the robust periodic fit agrees to 1e-5 on 19 series, among them all of odd length", () => {
    // Bisquare weights have more than one fixed point. R asks its partial sort for the two middle values of an even
    // number in descending order, which does not always return the median, and may then go to another one.
    const gaps = cases.map(({ values, season, reference }) => {
      const theirs = reference.stl_periodic_robust;
      const window = 10 * values.length + 1;
      const { trendJump, lowPassJump } = jumps(season, window);
      const options = { season, seasonalWindow: "periodic", robust: true, trendJump, lowPassJump } as const;
      const mine = stl(values, options);
      const gap = Math.max(
        relative(values, mine.trend, theirs.trend),
        relative(values, mine.seasonal, theirs.seasonal),
        largestGap(mine.weights, theirs.weights) / 100,
      );
      return { gap, odd: values.length % 2 === 1 };
    });
    expect(gaps.filter(({ gap }) => gap < 1e-5).length).toBeGreaterThanOrEqual(19);
    for (const { gap, odd } of gaps) if (odd) expect(gap).toBeLessThan(1e-5);
  });
});
