import { describe, expect, test } from "vitest";
import { complexExponentialSmoothing } from "../../src/models/complex-exponential-smoothing.ts";

type Complex = readonly [real: number, imaginary: number];
const add = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/**
 * The paper's equation: forecast' = w (y + i e) + (1 + i - w) forecast, with the error e as the unseen part of y.
 * Forecasts of the past, then of the future, where y is the forecast and e is 0.
 */
function byThePaper(values: readonly number[], w: Complex, start: Complex, horizon: number): number[] {
  const keep = add([1, 1], times([-1, 0], w));
  const result: number[] = [];
  let forecast = start;
  for (let t = 0; t < values.length + horizon; t++) {
    result.push(forecast[0]);
    const value = t < values.length ? values[t]! : forecast[0];
    forecast = add(times(w, [value, value - forecast[0]]), times(keep, forecast));
  }
  return result;
}

const values = [31, 28, 34, 37, 33, 41, 39, 44, 41, 48, 52, 47, 50, 57, 55, 61, 58, 66, 63, 70];

describe("complex exponential smoothing", () => {
  const fitted = complexExponentialSmoothing.fit(values, { season: 1 });
  const { real, imaginary, initial, potential } = fitted.parameters as Record<
    "real" | "imaginary" | "initial" | "potential",
    number
  >;
  test("is the paper's equation in complex numbers", () => {
    const all = byThePaper(values, [real, imaginary], [initial, potential], 6);
    for (const [t, mean] of fitted.fitted.entries()) expect(mean).toBeCloseTo(all[t]!, 8);
    for (const [h, mean] of fitted.predict(6, []).mean.entries()) {
      expect(mean).toBeCloseTo(all[values.length + h]!, 8);
    }
  });
  test("finds no better parameters nearby, where no bound is met", () => {
    // a level with two steps
    const level = Array.from(
      { length: 40 },
      (_, t) => 50 + ((t * 7) % 11) + (t > 15 ? 9 : 0) - (t > 30 ? 8 : 0),
    );
    const squaresOf = (w: Complex, start: Complex) => {
      const means = byThePaper(level, w, start, 0);
      return level.reduce((sum, value, t) => sum + (value - means[t]!) ** 2, 0);
    };
    const fit = complexExponentialSmoothing.fit(level, { season: 1 }).parameters;
    const best = squaresOf([fit.real!, fit.imaginary!], [fit.initial!, fit.potential!]);
    const moves = [-0.5, 0, 0.5];
    for (const da of moves) {
      for (const db of moves) {
        for (const dl of moves) {
          for (const dp of moves) {
            const w: Complex = [fit.real! + 0.04 * da, fit.imaginary! + 0.04 * db];
            const other = squaresOf(w, [fit.initial! + dl, fit.potential! + dp]);
            expect(other).toBeGreaterThan(best * (1 - 1e-6));
          }
        }
      }
    }
  });
  test("has the standard errors of the effects that an error leaves behind", () => {
    const errors = fitted.standardErrors(9);
    // one error of 1 and none after it: w (1 + i), then times 1 + i - w on the forecast, plus w on its real part
    let effect = times([real, imaginary], [1, 1]);
    let sum = 1;
    for (let h = 1; h < 9; h++) {
      sum += effect[0] ** 2;
      expect(errors[h]! / errors[0]!).toBeCloseTo(Math.sqrt(sum), 8);
      const keep: Complex = [1 - real, 1 - imaginary];
      effect = add(times([real, imaginary], [effect[0], 0]), times(keep, effect));
    }
  });
  test("does not carry explosive growth on", () => {
    const explosive = Array.from({ length: 24 }, (_, t) => 10 * 1.3 ** t);
    const { mean } = complexExponentialSmoothing.fit(explosive, { season: 1 }).predict(60, []);
    expect(Math.abs(mean[59]! / mean[49]!)).toBeLessThan(1.035 ** 10);
  });
  test("removes the season and puts it back", () => {
    const seasonal = Array.from({ length: 32 }, (_, t) => 100 + [40, -10, -10, -20][t % 4]! + (t % 3));
    const { mean } = complexExponentialSmoothing.fit(seasonal, { season: 4 }).predict(4, []);
    expect(mean[0]! - mean[3]!).toBeGreaterThan(50);
  });
});
