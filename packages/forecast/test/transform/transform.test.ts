import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError, NonPositiveValueError } from "../../src/errors.ts";
import { drift } from "../../src/models/drift.ts";
import { ets } from "../../src/models/ets.ts";
import { naive } from "../../src/models/naive.ts";
import { boxCox, inverseBoxCox } from "../../src/transform/box-cox.ts";
import { boxCoxTransform } from "../../src/transform/box-cox-transform.ts";
import { exponential, power } from "../../src/transform/exponential.ts";
import { guerreroLambda } from "../../src/transform/guerrero-lambda.ts";
import { logarithmTransform } from "../../src/transform/logarithm-transform.ts";
import { logitTransform } from "../../src/transform/logit-transform.ts";
import { normalMean } from "../../src/transform/normal-mean.ts";
import { transformed } from "../../src/transform/transformed.ts";
import { type M3Series, sharedData } from "../support/shared-data.ts";

describe("exponential", () => {
  test("agrees with Math.exp to 1e-14, and reaches 0 and infinity", () => {
    for (let x = -700; x <= 700; x += 13.37) expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 13);
    expect(exponential(0)).toBe(1);
    expect(exponential(709.7)).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(exponential(710)).toBe(Number.POSITIVE_INFINITY);
    expect(exponential(-800)).toBe(0);
  });
  test("powers agree with Math.pow", () => {
    for (const x of [0.001, 0.7, 3, 1e9]) expect(power(x, 0.3) / x ** 0.3).toBeCloseTo(1, 13);
    expect(power(0, 0.5)).toBe(0);
  });
});

describe("Box-Cox", () => {
  test("values by hand", () => {
    expect(boxCox(9, 0.5)).toBeCloseTo(4, 12);
    expect(boxCox(9, 1)).toBe(8);
    expect(boxCox(4, -1)).toBeCloseTo(0.75, 14);
    expect(boxCox(Math.E, 0)).toBeCloseTo(1, 14);
    expect(boxCox(-9, 0.5)).toBeCloseTo(-8, 12);
    expect(boxCox(0, 0.5)).toBe(-2);
    expect(inverseBoxCox(-8, 0.5)).toBeCloseTo(-9, 12);
    expect(inverseBoxCox(2, -1)).toBe(Number.POSITIVE_INFINITY);
  });
  test("is undone by its inverse", () => {
    const values = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(values, fc.constantFrom(-1, -0.4, 0, 0.3, 1, 2), (value, lambda) => {
        expect(inverseBoxCox(boxCox(value, lambda), lambda) / value).toBeCloseTo(1, 7);
      }),
      { seed: 1 },
    );
  });
});

describe("Guerrero's lambda", () => {
  const wave = Array.from({ length: 48 }, (_, t) => 1 + 0.1 * [0, 2, -1, -1][t % 4]!);
  test("is 0 if the spread grows with the level, 1 if it does not depend on it", () => {
    const growing = wave.map((value, t) => value * 10 ** (Math.floor(t / 4) / 4));
    const steady = wave.map((value, t) => value + Math.floor(t / 4));
    expect(guerreroLambda(growing, 4)).toBeCloseTo(0, 5);
    expect(guerreroLambda(steady, 4)).toBeCloseTo(1, 5);
  });
  test("is 1 with nothing to learn from", () => {
    expect(guerreroLambda([3, 4, 5], 4)).toBe(1);
    expect(guerreroLambda([3, 3, 3, 3, 3, 3], 2)).toBe(1);
  });
  test("refuses negative values", () => {
    expect(() => guerreroLambda([1, -2, 3, 4, 5, 6], 2)).toThrow(
      new NonPositiveValueError("guerreroLambda", 1, -2),
    );
  });
  const golden = sharedData<Record<string, { guerrero_lambda: number }>>(
    "golden-forecasts/r-forecast-8.20.json",
  );
  const m3 = sharedData<readonly M3Series[]>("m3.json");
  test.skipIf(!golden || !m3)("is R's BoxCox.lambda on 36 series (needs ../shared/data)", () => {
    for (const [id, reference] of Object.entries(golden!)) {
      const series = m3!.find((candidate) => candidate.id === id)!;
      // R's search ends within 1.2e-4
      expect(Math.abs(guerreroLambda(series.train, series.m) - reference.guerrero_lambda), id).toBeLessThan(
        1e-3,
      );
    }
  });
});

describe("mean from the median", () => {
  test("is exact for logarithms and square roots", () => {
    expect(normalMean(exponential, 0.3, 0.8)).toBeCloseTo(Math.exp(0.3 + 0.32), 12);
    expect(normalMean((z) => z * z, 3, 2)).toBeCloseTo(13, 12);
  });
  test("is the textbook's correction for Box-Cox with lambda 1/2", () => {
    // (lambda z + 1)^(1/lambda) * (1 + s^2 (1 - lambda) / (2 (lambda z + 1)^2)), exact for lambda = 1/2
    const [z, s, lambda] = [4, 0.5, 0.5];
    const base = lambda * z + 1;
    const expected = base ** 2 * (1 + (s * s * (1 - lambda)) / (2 * base * base));
    expect(normalMean((value) => inverseBoxCox(value, lambda), z, s)).toBeCloseTo(expected, 10);
  });
});

describe("transforms", () => {
  test("a started logarithm leaves positive series alone and gives zeros half the smallest value", () => {
    expect(logarithmTransform()([2, 8], 1).parameters).toEqual({ start: 0 });
    const log = logarithmTransform()([0, 2, 8], 1);
    expect(log.parameters).toEqual({ start: 1 });
    expect(log.forward(0)).toBe(0);
    expect(log.inverse(-5)).toBe(0);
    expect(log.inverse(log.forward(8))).toBeCloseTo(8, 12);
    expect(() => logarithmTransform()([1, -1], 1)).toThrow(
      new NonPositiveValueError("logarithmTransform", 1, -1),
    );
  });
  test("a logit makes room at bounds only if a value touches one", () => {
    expect(logitTransform()([0.2, 0.9], 1).parameters.room).toBe(0);
    // distances 0.02 and 0.5 / 4: the smaller half is 0.01
    const logit = logitTransform()([0, 0.02, 0.5, 1], 1);
    expect(logit.parameters.room).toBeCloseTo(0.01, 14);
    expect(logit.forward(0)).toBeCloseTo(Math.log(0.01 / 1.01), 10);
    expect(logit.inverse(logit.forward(0))).toBeCloseTo(0, 12);
    expect(logit.inverse(logit.forward(1))).toBeCloseTo(1, 12);
    expect(logit.inverse(logit.forward(0.02))).toBeCloseTo(0.02, 12);
    expect(logit.inverse(1e6)).toBe(1);
    expect(logit.inverse(-1e6)).toBe(0);
  });
  test("a logit takes any bounds and refuses what lies outside, naming it", () => {
    const logit = logitTransform({ lower: -10, upper: 30 })([5, 20], 1);
    expect(logit.forward(20)).toBeCloseTo(Math.log(3), 12);
    expect(logit.inverse(Math.log(3))).toBeCloseTo(20, 12);
    expect(() => logitTransform()([0.4, 1.2], 1)).toThrow(/values\[1\] is 1.2/);
    expect(() => logitTransform({ lower: 1, upper: 1 })).toThrow(InvalidArgumentError);
  });
  test("Box-Cox chooses lambda between 0 and 1, where nothing that comes back is infinite", () => {
    const spreads = [0.5, -0.5, 0.3, -0.3];
    const level = (t: number) => 10 + 4 * Math.floor(t / 4);
    const shrinking = Array.from({ length: 40 }, (_, t) => level(t) + (20 * spreads[t % 4]!) / level(t));
    const exploding = Array.from({ length: 40 }, (_, t) => level(t) + spreads[t % 4]! * (level(t) / 20) ** 3);
    expect(guerreroLambda(shrinking, 4)).toBeGreaterThan(1.5);
    expect(boxCoxTransform()(shrinking, 4).parameters.lambda).toBe(1);
    expect(guerreroLambda(exploding, 4)).toBeLessThan(-0.3);
    expect(boxCoxTransform()(exploding, 4).parameters.lambda).toBe(0);
  });
  test("Box-Cox keeps lambda where zeros stay finite, and leaves negative series alone", () => {
    const growing = Array.from({ length: 24 }, (_, t) => (t === 3 ? 0 : 10 ** (t / 8)));
    expect(boxCoxTransform()(growing, 2).parameters.lambda).toBeGreaterThanOrEqual(0.25);
    expect(boxCoxTransform()([-1, 2, 3, 4, 5, 6], 2).parameters.lambda).toBe(1);
    expect(() => boxCoxTransform(0)([1, 0], 1)).toThrow(NonPositiveValueError);
    expect(() => boxCoxTransform(3)).toThrow(InvalidArgumentError);
  });
});

describe("a model on a transformed scale", () => {
  test("drift on logarithms grows by a rate", () => {
    const fitted = transformed(drift, logarithmTransform()).fit([1, 2, 4, 8], { season: 1 });
    expect(fitted.predict(2).mean[1]).toBeCloseTo(32, 9);
  });
  test("the point is the mean, larger than the median on logarithms", () => {
    const values = [10, 14, 9, 13, 8, 12];
    const mean = transformed(naive, logarithmTransform()).fit(values, { season: 1 });
    const median = transformed(naive, logarithmTransform(), { point: "median" }).fit(values, { season: 1 });
    let squares = 0;
    for (let t = 1; t < 6; t++) squares += Math.log(values[t]! / values[t - 1]!) ** 2;
    expect(median.predict(1).mean[0]).toBeCloseTo(12, 10);
    expect(mean.predict(1).mean[0]).toBeCloseTo(12 * Math.exp(squares / 5 / 2), 8);
  });
  test("the mean agrees with that of many paths, and intervals with their quantiles", () => {
    const values = [10, 14, 9, 13, 8, 12, 11, 15];
    const fitted = transformed(naive, logarithmTransform()).fit(values, { season: 1 });
    const paths = fitted.simulate(2, 20000, 3).map((path) => path[1]!);
    const { mean, intervals } = fitted.predict(2, [80]);
    const average = paths.reduce((sum, value) => sum + value, 0) / paths.length;
    // four standard errors of the mean of 20,000 draws that vary by about 40 %: 0.0113
    expect(Math.abs(average / mean[1]! - 1)).toBeLessThan(0.0114);
    const inside = paths.filter(
      (value) => value >= intervals["80"]!.lower[1]! && value <= intervals["80"]!.upper[1]!,
    );
    // four standard errors of a share of 80 % in 20,000 draws: 0.0113
    expect(Math.abs(inside.length / paths.length - 0.8)).toBeLessThan(0.0114);
  });
  test("rates stay between 0 and 1, counts at 0 or above, whatever the series", () => {
    const rate = fc.constantFrom(0, 1, 0.5, 0.999, 1e-9);
    const rates = fc.array(rate, { minLength: 4, maxLength: 30 });
    const rules = [logitTransform(), boxCoxTransform(), logarithmTransform(), boxCoxTransform(0.5)];
    fc.assert(
      fc.property(
        rates,
        fc.constantFrom(0, 1, 2, 3),
        fc.constantFrom(drift, naive, ets),
        (values, at, model) => {
          const fitted = transformed(model, rules[at]!).fit(values, { season: 4 });
          const { mean, intervals } = fitted.predict(8, [95]);
          const { lower, upper } = intervals["95"]!;
          const highest = at === 0 ? 1 : Number.MAX_VALUE;
          for (const value of [...mean, ...lower, ...upper, ...fitted.simulate(8, 1, 2)[0]!]) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(highest);
          }
          for (const value of fitted.standardErrors(8)) expect(value).toBeGreaterThanOrEqual(0);
          for (let h = 0; h < 8; h++) expect(lower[h]).toBeLessThanOrEqual(upper[h]!);
        },
      ),
      { numRuns: 150, seed: 6 },
    );
  });
  test("says on which scale it was fitted", () => {
    const fitted = transformed(naive, boxCoxTransform(0.5)).fit([1, 4, 9], { season: 1 });
    expect(fitted.notes).toContain("fitted on the box_cox scale");
    expect(fitted.parameters["box_cox.lambda"]).toBe(0.5);
    expect(fitted.model).toBe("naive_transformed");
    expect(fitted.fitted[0]).toBeNull();
    expect(fitted.fitted[1]! + fitted.residuals[1]!).toBeCloseTo(4, 12);
  });
});
