import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimizedTheta } from "../../src/models/optimized-theta.ts";
import { theta } from "../../src/models/theta.ts";
import { thetaSeason } from "../../src/models/theta-season.ts";

/**
 * The paper's recursion, word for word: errors of one-step forecasts, then forecasts that are fed back. A and B are
 * intercept (at time 0) and slope of the least-squares line through times 1..n.
 */
function byThePaper(
  values: readonly number[],
  alpha: number,
  initial: number,
  weight: number,
  horizon: number,
) {
  const n = values.length;
  const middle = (n + 1) / 2;
  const average = values.reduce((sum, value) => sum + value, 0) / n;
  let cross = 0;
  let spread = 0;
  values.forEach((value, i) => {
    cross += (i + 1 - middle) * (value - average);
    spread += (i + 1 - middle) ** 2;
  });
  const slope = cross / spread;
  const intercept = average - slope * middle;
  let level = initial;
  let squares = 0;
  const ahead: number[] = [];
  for (let t = 0; t < n + horizon; t++) {
    const mean =
      level + weight * ((1 - alpha) ** t * intercept + ((1 - (1 - alpha) ** (t + 1)) / alpha) * slope);
    const value = t < n ? values[t]! : mean;
    if (t < n) squares += (value - mean) ** 2;
    else ahead.push(mean);
    level = alpha * value + (1 - alpha) * level;
  }
  return { squares, ahead };
}

const values = [31, 28, 34, 37, 33, 41, 39, 44, 41, 48, 52, 47, 50, 57, 55, 61];

describe("optimised Theta", () => {
  const fitted = optimizedTheta.fit(values, { season: 1 });
  const { alpha, initial, theta: angle } = fitted.parameters as Record<"alpha" | "initial" | "theta", number>;

  test("forecasts as the paper's recursion does with the same parameters", () => {
    const { squares, ahead } = byThePaper(values, alpha, initial, 1 - 1 / angle, 5);
    const { mean } = fitted.predict(5, []);
    for (const [h, value] of ahead.entries()) expect(mean[h]).toBeCloseTo(value, 9);
    expect(fitted.residuals.reduce<number>((sum, error) => sum + error! ** 2, 0)).toBeCloseTo(squares, 9);
  });
  test("finds no better parameters on a fine grid", () => {
    const { squares } = byThePaper(values, alpha, initial, 1 - 1 / angle, 0);
    let best = Number.POSITIVE_INFINITY;
    for (let a = 0.1; a <= 0.99; a += 0.02) {
      for (let weight = 0; weight <= 1; weight += 0.05) {
        for (let start = -40; start <= 60; start += 1) {
          best = Math.min(best, byThePaper(values, a, start, weight, 0).squares);
        }
      }
    }
    expect(squares).toBeLessThanOrEqual(best);
    expect(squares).toBeGreaterThan(0.95 * best);
  });
  test("carries on a share of the slope between none and all of it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 30 }), (series) => {
        const { mean } = optimizedTheta.fit(series, { season: 1 }).predict(2, []);
        const step = mean[1]! - mean[0]!;
        const middle = (series.length - 1) / 2;
        let cross = 0;
        let spread = 0;
        series.forEach((value, i) => {
          cross += (i - middle) * value;
          spread += (i - middle) ** 2;
        });
        const slope = cross / spread;
        const slack = 1e-6 * (1 + Math.abs(slope));
        expect(step).toBeGreaterThanOrEqual(Math.min(0, slope) - slack);
        expect(step).toBeLessThanOrEqual(Math.max(0, slope) + slack);
      }),
    );
  });
});

describe("Theta", () => {
  test("on a straight line carries on half of its slope", () => {
    const line = Array.from({ length: 20 }, (_, t) => 10 + 3 * t);
    const { mean } = theta.fit(line, { season: 1 }).predict(3, []);
    expect(mean[1]! - mean[0]!).toBeCloseTo(1.5, 9);
    expect(mean[2]! - mean[1]!).toBeCloseTo(1.5, 9);
  });
});

describe("season of the Theta papers", () => {
  const wave = Array.from({ length: 24 }, (_, t) => 20 + t + [9, -4, -5][t % 3]! + (t % 2));
  test("is multiplicative for positive values", () => {
    expect(thetaSeason(wave, 3)?.type).toBe("multiplicative");
  });
  test("falls back to additive with values of 0 or below", () => {
    expect(
      thetaSeason(
        wave.map((value) => value - 30),
        3,
      )?.type,
    ).toBe("additive");
  });
  test("falls back to additive where an index would be next to nothing", () => {
    const rare = Array.from({ length: 24 }, (_, t) => (t % 3 === 0 ? 0.01 : 50 + t));
    expect(thetaSeason(rare, 3)?.type).toBe("additive");
  });
  test("is none where the test finds none", () => {
    expect(thetaSeason([5, 6, 4, 5, 7, 5, 6, 5, 4, 6, 5, 5], 3)).toBeNull();
  });
});
