import { describe, expect, test } from "vitest";
import { InsufficientDataError, NonFiniteValueError } from "../../src/errors.ts";
import { autocorrelation } from "../../src/series/autocorrelation.ts";
import { centredMovingAverage, classicalDecomposition } from "../../src/series/classical-decomposition.ts";
import { fillGaps } from "../../src/series/fill-gaps.ts";
import { isSeasonal } from "../../src/series/is-seasonal.ts";
import { prepareSeries } from "../../src/series/prepare-series.ts";
import { removeSeason, restoreSeason } from "../../src/series/remove-season.ts";
import { shrunkenSeason } from "../../src/series/shrunken-season.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

const quarters = [10, 20, 30, 40];
const exactSeason = Array.from({ length: 16 }, (_, t) => 100 + 2 * t + quarters[t % 4]!);

describe("autocorrelation", () => {
  test("uses the full-sample mean and variance", () => {
    // deviations -1.5 -.5 .5 1.5; lag 1: .75 - .25 + .75 = 1.25; total 5
    expect(autocorrelation([1, 2, 3, 4], 1)).toBe(0.25);
  });
  test("is 0 for a constant series", () => expect(autocorrelation([2, 2, 2], 1)).toBe(0));
});

describe("isSeasonal", () => {
  test("never for season 1 or two seasons and less", () => {
    expect(isSeasonal([1, 9, 1, 9, 1, 9], 1)).toBe(false);
    expect(isSeasonal([1, 9, 1, 9], 2)).toBe(false);
  });
});

describe("classicalDecomposition", () => {
  test("recovers an exact additive season", () => {
    const { indices } = classicalDecomposition(exactSeason, 4, "additive");
    expect(Array.from(indices)).toEqual([-15, -5, 5, 15].map((index) => expect.closeTo(index, 9)));
  });
  test("normalises multiplicative indices to mean 1", () => {
    const { indices } = classicalDecomposition(exactSeason, 4, "multiplicative");
    expect(indices.reduce((sum, index) => sum + index, 0)).toBeCloseTo(4, 9);
  });
  test("even seasons take half weights at both ends", () => {
    expect(centredMovingAverage([2, 4, 6, 8, 100], 4)[2]).toBe((1 + 4 + 6 + 8 + 50) / 4);
  });
  test("needs two seasons", () =>
    expect(() => classicalDecomposition([1, 2, 3], 2, "additive")).toThrow(InsufficientDataError));
  test("removing and restoring gives the series back", () => {
    const season = classicalDecomposition(exactSeason, 4, "multiplicative");
    const back = restoreSeason(removeSeason(exactSeason, season), season, 0);
    for (const [t, value] of exactSeason.entries()) expect(back[t]).toBeCloseTo(value, 9);
  });
});

describe("shrunkenSeason", () => {
  test("keeps a season that repeats exactly", () => {
    const season = shrunkenSeason(exactSeason, 4, "additive")!;
    expect(season.strength).toBeGreaterThan(0.999);
    expect(season.indices[3]).toBeCloseTo(15, 6);
  });
  test("drops noise that does not repeat", () => {
    const noise = [3, -1, 4, -1, -5, 9, -2, 6, 5, -3, 5, -8, 9, -7, 9, 3];
    expect(shrunkenSeason(noise, 4, "additive")!.strength).toBeLessThan(0.3);
  });
  test("is null below two seasons", () => expect(shrunkenSeason([1, 2, 3], 2, "additive")).toBeNull());
});

describe("fillGaps", () => {
  test("draws straight lines without a season", () => {
    expect(Array.from(fillGaps([2, null, null, 8], 1))).toEqual([2, 4, 6, 8]);
  });
  test("follows the season where there is one", () => {
    const season = [0, 10, 0, 10, 0, null, 0, 10];
    expect(fillGaps(season, 2)[5]).toBeGreaterThan(8);
  });
});

describe("prepareSeries", () => {
  test("trims both ends, fills gaps and says so", () => {
    const series = prepareSeries([null, null, 4, null, 8, null], 1);
    expect(Array.from(series.values, (value) => value * series.unit)).toEqual([4, 6, 8]);
    expect([...series.filled]).toEqual([1]);
    expect(series.missingAtEnd).toBe(1);
    expect(series.notes).toEqual([
      "2 missing values at the start left out",
      "1 missing value at the end: forecast from the last value present",
      "1 missing value inside filled by interpolation",
    ]);
  });
  test("scales by a power of two", () => expect(prepareSeries([3, 5, 7], 1).unit).toBe(4));
  test("keeps the newest part of very long series", () => {
    const series = prepareSeries(
      Array.from({ length: 3000 }, (_, t) => t),
      1,
    );
    expect(series.values.length).toBe(1000);
    expect(series.notes).toEqual(["the newest 1000 of 3000 values used"]);
  });
  test("refuses NaN, naming index and value", () =>
    expect(() => prepareSeries([1, Number.NaN], 1)).toThrow(new NonFiniteValueError(1, Number.NaN)));
  test("refuses series without a value", () =>
    expect(() => prepareSeries([null, null], 1)).toThrow(InsufficientDataError));
});

interface GoldenSeries {
  readonly m: number;
  readonly decompose_mult_figure?: readonly number[];
  readonly decompose_add_figure?: readonly number[];
  readonly seasonal_test?: { readonly seasonal: boolean; readonly r_m: number };
}
const golden = sharedData<Record<string, GoldenSeries>>("golden-forecasts/r-forecast-8.20.json");
const m3 = sharedData<readonly M3Series[]>("m3.json");

describe.skipIf(!golden || !m3)(
  "against R 4.2.2 decompose() and the seasonality test (needs ../shared/data)",
  () => {
    const cases = Object.entries(golden ?? {}).flatMap(([id, expected]) => {
      const series = m3?.find((candidate) => candidate.id === id);
      return series ? [{ ...series, expected }] : [];
    });
    test("seasonal figures agree to 9 digits", () => {
      let compared = 0;
      for (const { expected, m, train } of cases) {
        for (const [type, figure] of [
          ["multiplicative", expected.decompose_mult_figure],
          ["additive", expected.decompose_add_figure],
        ] as const) {
          if (!figure) continue;
          const { indices } = classicalDecomposition(train, m, type);
          for (const [phase, index] of indices.entries()) {
            expect(Math.abs(index - figure[phase]!)).toBeLessThan(1e-9 * (1 + Math.abs(figure[phase]!)));
          }
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(20);
    });
    test("every verdict on seasonality agrees", () => {
      const tested = cases.filter(({ expected }) => expected.seasonal_test);
      expect(tested.length).toBeGreaterThan(10);
      for (const { expected, m, train } of tested) {
        expect(isSeasonal(train, m)).toBe(expected.seasonal_test!.seasonal);
        expect(autocorrelation(train, m)).toBeCloseTo(expected.seasonal_test!.r_m, 9);
      }
    });
  },
);
