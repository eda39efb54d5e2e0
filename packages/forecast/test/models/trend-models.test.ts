import { describe, expect, test } from "vitest";
import { averagedSmoothing } from "../../src/models/averaged-smoothing.ts";
import { thetaLogarithmic } from "../../src/models/theta-logarithmic.ts";
import { thetaShrunken } from "../../src/models/theta-shrunken.ts";
import { trendSmoothing } from "../../src/models/trend-smoothing.ts";

const line = Float64Array.from({ length: 20 }, (_, t) => 5 + 3 * t);
const noisy = Float64Array.from([3, 5, 4, 7, 6, 9, 7, 10, 9, 12, 12, 11, 14, 13, 16]);

describe("trendSmoothing", () => {
  test("continues a line without error", () => {
    const { level, slope, squares } = trendSmoothing(line, "linear");
    expect(level).toBeCloseTo(62, 6);
    expect(slope).toBeCloseTo(3, 6);
    expect(squares).toBeLessThan(1e-12);
  });
  test.each(["linear", "damped"] as const)("%s: no nearby weights and states fit better", (trend) => {
    const { alpha, beta, fitted, squares } = trendSmoothing(noisy, trend);
    // an independent recursion, from given states
    const total = (a: number, b: number, f: number, level0: number, slope0: number) => {
      let [l, s, sum] = [level0, slope0, 0];
      for (const value of noisy) {
        const error = value - (l + f * s);
        [l, s] = [l + f * s + a * error, f * s + b * error];
        sum += error * error;
      }
      return sum;
    };
    const own = noisy.reduce((sum, value, t) => sum + (value - fitted[t]!) ** 2, 0);
    expect(squares).toBeCloseTo(own, 6);
    let best = Number.POSITIVE_INFINITY;
    for (let a = 0.02; a < 1; a += 0.07) {
      for (let share = 0.02; share < 1; share += 0.14) {
        for (const f of trend === "linear" ? [1] : [0.8, 0.86, 0.92, 0.98]) {
          for (let l = 0; l < 6; l += 0.5) {
            for (const s of [0.4, 0.8, 1.2]) best = Math.min(best, total(a, a * share, f, l, s));
          }
        }
      }
    }
    expect(squares).toBeLessThan(best);
    expect(beta).toBeLessThanOrEqual(alpha);
  });
});

describe("averagedSmoothing", () => {
  test("trusts the trend of a line", () => {
    const fitted = averagedSmoothing.fit(line, { season: 1 });
    expect(fitted.parameters["weight.linear"]!).toBeGreaterThan(0.5);
    expect(fitted.predict(3).mean[2]).toBeCloseTo(71, 1);
  });
  test("weights add up to 1, and the forecast lies between its members", () => {
    const { parameters, predict } = averagedSmoothing.fit(noisy, { season: 1 });
    expect(Object.values(parameters).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const ahead = (["none", "linear", "damped"] as const).map((trend) => {
      const { level, slope, phi } = trendSmoothing(noisy, trend);
      return level + phi * slope;
    });
    const mean = predict(1).mean[0]!;
    expect(mean).toBeGreaterThanOrEqual(Math.min(...ahead));
    expect(mean).toBeLessThanOrEqual(Math.max(...ahead));
  });
  test("four points are smoothed without a trend", () => {
    expect(averagedSmoothing.fit([1, 2, 3, 5], { season: 1 }).parameters).toEqual({ "weight.none": 1 });
  });
});

describe("thetaLogarithmic", () => {
  const growing = Array.from({ length: 24 }, (_, t) => 100 * 1.04 ** t);
  test("carries half of a growth rate on", () => {
    const mean = thetaLogarithmic.fit(growing, { season: 1 }).predict(3).mean;
    expect(mean[2]! / mean[1]!).toBeCloseTo(Math.sqrt(1.04), 9);
  });
  test("keeps a multiplicative season", () => {
    const seasonal = growing.map((value, t) => value * [0.8, 1, 1.25, 1][t % 4]!);
    const mean = thetaLogarithmic.fit(seasonal, { season: 4 }).predict(4).mean;
    expect(mean[2]! / mean[0]!).toBeGreaterThan(1.5);
  });
  test.each([
    ["a zero", [3, 4, 0, 5, 6]],
    ["values a thousandfold apart", [1, 4, 3, 2000, 6]],
    ["growth that cannot last", [1, 2, 4, 8, 16, 32]],
  ])("%s: as theta_shrunken", (_, values) => {
    const fitted = thetaLogarithmic.fit(values, { season: 1 });
    expect(fitted.predict(4)).toEqual(thetaShrunken.fit(values, { season: 1 }).predict(4));
    expect(fitted.model).toBe("theta_logarithmic");
  });
});
