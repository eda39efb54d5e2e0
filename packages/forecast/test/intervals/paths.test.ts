import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecast } from "../../src/forecast.ts";
import { forecastPaths } from "../../src/forecast-paths.ts";
import { forecastQuantiles } from "../../src/forecast-quantiles.ts";
import { pathTotals, probabilityAtLeast, sampleQuantile } from "../../src/intervals/path-statistics.ts";
import { simulatedIntervals } from "../../src/intervals/simulated-intervals.ts";
import { naive } from "../../src/models/naive.ts";

const history = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
  133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
];
const options = { horizon: 6, season: 12 };
const at = (paths: readonly (readonly number[])[], h: number) => paths.map((path) => path[h]!);

describe("forecastPaths", () => {
  const paths = forecastPaths(history, { ...options, paths: 2000 });
  const { mean, intervals } = forecast(history, { ...options, levels: [50, 80, 95] });
  test("each period has the calibrated distribution", () => {
    for (let h = 0; h < 6; h++) {
      const samples = at(paths, h);
      for (const [level, { lower, upper }] of Object.entries(intervals)) {
        const outside = (1 - Number(level) / 100) / 2;
        const below = samples.filter((value) => value < lower[h]!).length / 2000;
        const above = samples.filter((value) => value > upper[h]!).length / 2000;
        expect(Math.abs(below - outside)).toBeLessThanOrEqual(1 / 2000);
        expect(Math.abs(above - outside)).toBeLessThanOrEqual(1 / 2000);
      }
      expect(sampleQuantile(samples, 0.5)).toBeCloseTo(mean[h]!, 6);
    }
  });
  test("periods hang together: a total varies more than if they were independent", () => {
    const variance = (values: readonly number[]) => {
      const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
    };
    const alone = [0, 1, 2, 3, 4, 5].reduce((sum, h) => sum + variance(at(paths, h)), 0);
    expect(variance(pathTotals(paths))).toBeGreaterThan(1.5 * alone);
  });
  test("the same seed gives the same paths, another one others", () => {
    const draw = (seed: number) => forecastPaths(history, { ...options, paths: 20, seed });
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
  test("series of 0 and above have no negative paths; missing ends are stepped over", () => {
    const falling = [90, 70, 55, 38, 25, 12, 6, 2, 0, 1, 0, null];
    const drawn = forecastPaths(falling, { horizon: 4, paths: 200 });
    expect(drawn[0]).toHaveLength(4);
    expect(Math.min(...drawn.flat())).toBe(0);
  });
  test.each([[[5]], [[5, 7]], [[5, 5, 5, 5, 5]]])("%j has paths", (values) => {
    const drawn = forecastPaths(values, { horizon: 3, paths: 101 });
    const { upper } = forecast(values, { horizon: 3, levels: [80] }).intervals["80"]!;
    for (let h = 0; h < 3; h++) {
      expect(at(drawn, h).filter((value) => value > upper[h]!).length).toBeLessThanOrEqual(11);
    }
  });
});

describe("totals and chances", () => {
  test("a quarter's total of each path", () => {
    expect(
      pathTotals(
        [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ],
        2,
        4,
      ),
    ).toEqual([9, 21]);
    expect(() => pathTotals([[1, 2]], 1, 3)).toThrow(/to must be 2 or less/);
    expect(() => pathTotals([[1, 2]], 2, 1)).toThrow(/to must be an integer of 2 or more/);
  });
  test("the chance of a target falls as the target rises", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.integer(),
        fc.nat(),
        (samples, target, more) => {
          expect(probabilityAtLeast(samples, target + more)).toBeLessThanOrEqual(
            probabilityAtLeast(samples, target),
          );
        },
      ),
    );
    expect(probabilityAtLeast([1, 2, 3, 4, 5], 4)).toBe(0.4);
  });
  test("type-7 quantiles", () => {
    // R: quantile(c(1, 2, 4, 8), c(0.1, 0.75)) is 1.3 and 5
    expect(sampleQuantile([8, 1, 4, 2], 0.1)).toBeCloseTo(1.3, 12);
    expect(sampleQuantile([8, 1, 4, 2], 0.75)).toBe(5);
    expect(() => sampleQuantile([1], 1.5)).toThrow(/between 0 and 1/);
  });
});

describe("forecastQuantiles", () => {
  test("are the bounds of the intervals, and never cross", () => {
    const probabilities = [0.025, 0.1, 0.3, 0.5, 0.9, 0.99];
    const quantiles = forecastQuantiles(history, { ...options, probabilities });
    const { mean, intervals } = forecast(history, { ...options, levels: [80, 95] });
    expect(quantiles[3]).toEqual(mean);
    for (let h = 0; h < 6; h++) {
      expect(quantiles[0]![h]).toBeCloseTo(intervals["95"]!.lower[h]!, 9);
      expect(quantiles[4]![h]).toBeCloseTo(intervals["80"]!.upper[h]!, 9);
      for (let i = 1; i < 6; i++) expect(quantiles[i]![h]!).toBeGreaterThan(quantiles[i - 1]![h]!);
    }
  });
  test("0 and 1 are refused", () => {
    expect(() => forecastQuantiles([1, 2], { horizon: 1, probabilities: [1] })).toThrow(/between 0 and 1/);
  });
});

test("simulated intervals approach the formula of a random walk", () => {
  const fitted = naive.fit([3, 5, 4, 7, 6, 9, 8], { season: 1 });
  const { lower, upper } = simulatedIntervals(fitted, 4, [80], { paths: 20_000 })["80"]!;
  const exact = fitted.predict(4, [80]).intervals["80"]!;
  for (let h = 0; h < 4; h++) {
    const width = exact.upper[h]! - exact.lower[h]!;
    expect(Math.abs(upper[h]! - exact.upper[h]!)).toBeLessThan(0.02 * width);
    expect(Math.abs(lower[h]! - exact.lower[h]!)).toBeLessThan(0.02 * width);
  }
});
