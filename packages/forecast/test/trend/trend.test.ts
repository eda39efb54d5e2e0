import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { linearTrend } from "../../src/models/linear-trend.ts";
import { bestTrend } from "../../src/trend/best-trend.ts";
import type { TrendKind } from "../../src/trend/curve.ts";
import { fitTrend } from "../../src/trend/fit-trend.ts";
import { numberInWords } from "../../src/trend/number-in-words.ts";
import { logisticTrend, piecewiseLinearTrend, trendModel } from "../../src/trend/trend-model.ts";
import { value } from "../support/arbitraries.ts";

const periods = Array.from({ length: 40 }, (_, i) => i + 1);
const noise = (length: number, seed: number) => Array.from(normalDeviates(randomStream(seed), length));

/** Each kind without error, with its parameters and its description. */
const exact: readonly (readonly [
  TrendKind,
  (t: number) => number,
  Readonly<Record<string, number>>,
  string,
])[] = [
  ["linear", (t) => 5 - 2 * t, { intercept: 5, slope: -2 }, "falls by about 2 a period"],
  ["exponential", (t) => 100 * 1.032 ** t, { start: 100, growth: 0.032 }, "grows by about 3.2 % a period"],
  [
    "logarithmic",
    (t) => 3 + 4 * Math.log(t),
    { intercept: 3, slope: 4 },
    "rises ever more slowly: by about 2.77 each time the periods double",
  ],
  [
    "power",
    (t) => 2 * t ** 1.5,
    { start: 2, exponent: 1.5 },
    "is multiplied by about 2.83 each time the periods double",
  ],
  [
    "polynomial",
    (t) => 1 + 2 * t - 0.3 * t * t + 0.01 * t ** 3,
    { c0: 1, c1: 2, c2: -0.3, c3: 0.01 },
    "follows a polynomial of degree 3 and now rises by about 26 a period",
  ],
  [
    "logistic",
    (t) => 1200 / (1 + Math.exp(-0.25 * (t - 14))),
    { ceiling: 1200, rate: 0.25, middle: 14 },
    "grows, fastest around period 14, levelling off near 1,200",
  ],
  [
    "gompertz",
    (t) => 900 * Math.exp(-Math.exp(-0.15 * (t - 12))),
    { ceiling: 900, rate: 0.15, middle: 12 },
    "grows, fastest around period 12, levelling off near 900",
  ],
  [
    "piecewise_linear",
    (t) => 10 + 3 * t - 4 * Math.max(0, t - 20),
    { intercept: 10, slope1: 3, slope2: -1, break1: 20 },
    "rises by about 3 a period until period 20, then falls by about 1 a period",
  ],
];
const kinds = exact.map(([kind]) => kind);

describe.each(exact)("%s without error", (kind, curve, parameters, description) => {
  const values = periods.map(curve);
  const fit = fitTrend(kind, values);
  test("recovers its parameters, and says them in words", () => {
    expect(Object.keys(fit.parameters).sort()).toEqual(Object.keys(parameters).sort());
    for (const [name, expected] of Object.entries(parameters)) {
      expect(fit.parameters[name]! / expected).toBeCloseTo(1, 9);
    }
    expect(fit.description).toBe(description);
    expect(fit.r2).toBeCloseTo(1, 12);
  });
  test("goes on", () => {
    const { mean, intervals } = fit.predict(5);
    mean.forEach((one, h) => {
      expect(one / curve(41 + h)).toBeCloseTo(1, 8);
      expect(intervals["95"]!.upper[h]! / one).toBeCloseTo(1, 6);
    });
  });
  test("is found among all kinds", () => {
    const { trend, ranking } = bestTrend(values);
    expect(trend.kind).toBe(kind);
    expect(ranking[0]).toEqual({ kind, difference: 0 });
    expect(ranking).toHaveLength(8);
  });
});

describe("fitTrend", () => {
  test("by hand: a line through 1, 3, 2, 5", () => {
    const fit = fitTrend("linear", [1, 3, 2, 5]);
    expect(fit.parameters).toEqual({ intercept: expect.closeTo(0, 12), slope: expect.closeTo(1.1, 12) });
    // residuals -0.1, 0.8, -1.3, 0.6: squares 2.7, of 8.75 around the mean
    fit.residuals.forEach((one, t) => void expect(one).toBeCloseTo([-0.1, 0.8, -1.3, 0.6][t]!, 12));
    expect(fit.r2).toBeCloseTo(1 - 2.7 / 8.75, 12);
    expect(fit.adjustedR2).toBeCloseTo(1 - 1.35 / (8.75 / 3), 12);
    expect(fit.residualStandardError).toBeCloseTo(Math.sqrt(1.35), 12);
    expect(fit.aicc).toBeNull();
    // 1/4 + 2.5^2 / 5 = 1.5; Student's t with 2 degrees of freedom is 4.302653 at 97.5 %
    const { mean, intervals } = fit.predict(1, [95]);
    expect(mean[0]).toBeCloseTo(5.5, 12);
    expect(intervals["95"]!.upper[0]! - 5.5).toBeCloseTo(4.302653 * Math.sqrt(1.35 * 2.5), 4);
  });
  test("AICc by hand, in the unit of the series", () => {
    const values = [100, 300, 200, 500, 400, 700];
    const fit = fitTrend("linear", values);
    const squares = fit.residuals.reduce((sum, one) => sum + one * one, 0);
    // k = 3: 6 log(S / 6) + 6 + 24 / 2
    expect(fit.aicc).toBeCloseTo(6 * Math.log(squares / 6) + 18, 9);
  });
  test("a line has the standard errors of linear_trend", () => {
    const values = periods.map((t) => 3 * t + noise(40, 3)[t - 1]!);
    const fit = fitTrend("linear", values);
    const errors = linearTrend.fit(values, { season: 1 }).standardErrors(6);
    errors.forEach((one, h) => {
      expect(fit.residualStandardError * Math.sqrt(1 + fit.leverage(41 + h) ** 2)).toBeCloseTo(one, 9);
    });
  });
  test.each(["logistic", "exponential", "polynomial"] as const)(
    "95 %% intervals of %s cover as much",
    (kind) => {
      const curve = exact.find(([one]) => one === kind)![1];
      let inside = 0;
      for (let seed = 1; seed <= 300; seed++) {
        const drawn = noise(43, seed).map((one, t) => curve(t + 1) + 20 * one);
        const { lower, upper } = fitTrend(kind, drawn.slice(0, 40), { degree: 3 }).predict(3).intervals[
          "95"
        ]!;
        if (drawn[42]! >= lower[2]! && drawn[42]! <= upper[2]!) inside += 1;
      }
      // standard error 1.3 %
      expect(Math.abs(inside / 300 - 0.95)).toBeLessThan(0.04);
    },
  );
  test("no nearby parameters of a growth curve fit noisy data better", () => {
    const values = periods.map((t) => 1200 / (1 + Math.exp(-0.25 * (t - 14))) + 60 * noise(40, 5)[t - 1]!);
    const { parameters, residuals } = fitTrend("logistic", values);
    const { ceiling = 0, rate = 0, middle = 0 } = parameters;
    const squares = residuals.reduce((sum, one) => sum + one * one, 0);
    for (const [a, b, c] of [
      [1.002, 1, 1],
      [0.998, 1, 1],
      [1, 1.002, 1],
      [1, 0.998, 1],
      [1, 1, 1.002],
      [1, 1, 0.998],
    ] as const) {
      const other = values.reduce((sum, one, t) => {
        const at = (ceiling * a) / (1 + Math.exp(-rate * b * (t + 1 - middle * c)));
        return sum + (one - at) ** 2;
      }, 0);
      expect(other).toBeGreaterThan(squares);
    }
  });
  test("says when no ceiling is in sight", () => {
    const fit = fitTrend(
      "logistic",
      periods.map((t) => 1.1 ** t),
    );
    expect(fit.description).toBe("grows without a sign of levelling off");
    expect(fit.notes[0]).toContain("the ceiling means nothing");
  });
  test("a constant has no trend", () => {
    for (const kind of kinds) {
      const fit = fitTrend(kind, [4, 4, 4, 4, 4]);
      expect(fit.description).toBe("stays at 4");
      expect(fit).toMatchObject({ r2: null, adjustedR2: null, parameters: { level: 4 } });
      expect(fit.predict(2)).toEqual({
        mean: [4, 4],
        intervals: { "80": { lower: [4, 4], upper: [4, 4] }, "95": { lower: [4, 4], upper: [4, 4] } },
      });
    }
  });
  test("refuses what it cannot do", () => {
    expect(() => fitTrend("gompertz", [1, 2, 4])).toThrow(InsufficientDataError);
    expect(() => fitTrend("polynomial", [1, 2, 4, 3], { degree: 3 })).toThrow(
      "at least 5 observations, got 4",
    );
    expect(() => fitTrend("polynomial", [1, 2, 4, 3, 7, 5, 6, 8, 9], { degree: 7 })).toThrow(
      InvalidArgumentError,
    );
    expect(() => fitTrend("cubic" as "linear", [1, 2, 3])).toThrow("kind must be one of linear, exponential");
    expect(() => fitTrend("linear", [1, Number.NaN, 3])).toThrow(NonFiniteValueError);
    expect(() => bestTrend([1, 2, 3, 4])).toThrow(InsufficientDataError);
  });
});

test("a bend outside the history takes no part in the intervals", () => {
  // best described by a level that would collapse around period 41: over the history that is a mean, and so is its error
  const flat = [56, 54, 52, 59, 52, 54, 52, 57, 57, 58, 52, 52, 57, 55];
  const trend = fitTrend("gompertz", flat);
  expect(trend.parameters.middle).toBeGreaterThan(30);
  expect(trend.leverage(20)).toBeCloseTo(Math.sqrt(1 / flat.length), 9);
});

describe("properties", () => {
  const series = fc.array(value, { minLength: 5, maxLength: 30 });
  const anyKind = fc.constantFrom(...kinds);
  test("no NaN on any series; fitted and residuals add up; R2 within its bounds", () => {
    const nasty = fc.oneof(
      series,
      fc.array(fc.constantFrom(0, 1, -1, 1e-200, 1e200, -1e300), { minLength: 5, maxLength: 20 }),
    );
    fc.assert(
      fc.property(nasty, anyKind, (values, kind) => {
        const fit = fitTrend(kind, values);
        const { mean, intervals } = fit.predict(20);
        const numbers = [...Object.values(fit.parameters), ...fit.fitted, ...mean, ...intervals["95"]!.lower];
        expect(numbers.every(Number.isFinite)).toBe(true);
        expect(fit.description).not.toMatch(/NaN|Infinity|undefined/);
        expect(fit.r2 ?? 0).toBeLessThanOrEqual(1);
        if (kind === "linear") expect(fit.r2 ?? 0).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 300 },
    );
  });
  test("scale with the unit, and those with an intercept move with the level", () => {
    fc.assert(
      fc.property(series, anyKind, fc.integer({ min: -500, max: 500 }), (values, kind, level) => {
        const fit = fitTrend(kind, values);
        const size = Math.max(1, ...values.map(Math.abs)) + Math.abs(level);
        const scaled = fitTrend(
          kind,
          values.map((one) => 8 * one),
        );
        expect(scaled.predict(2).mean).toEqual(fit.predict(2).mean.map((one) => 8 * one));
        expect(scaled.r2).toBe(fit.r2);
        if (kind !== "linear" && kind !== "logarithmic") return;
        const moved = fitTrend(
          kind,
          values.map((one) => one + level),
        );
        moved.fitted.forEach((one, t) => {
          expect(Math.abs(one - level - fit.fitted[t]!)).toBeLessThan(1e-9 * size);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("piecewise_linear", () => {
  const bent = (seed: number) =>
    noise(60, seed).map((one, t) => 0.5 * (t + 1) - Math.max(0, t + 1 - 30) + one);
  test("finds a true break to three periods in 9 of 10 series, and none where there is none", () => {
    let found = 0;
    let invented = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { break1, break2 } = fitTrend("piecewise_linear", bent(seed)).parameters;
      if (break1 !== undefined && break2 === undefined && Math.abs(break1 - 30) <= 3) found += 1;
      const straight = noise(60, seed).map((one, t) => 0.3 * t + one);
      if (fitTrend("piecewise_linear", straight).parameters.break1 !== undefined) invented += 1;
    }
    expect(found).toBeGreaterThanOrEqual(90);
    expect(invented).toBeLessThanOrEqual(3);
  });
  test("tells a step from a bend", () => {
    const values = periods.map((t) => 10 + t + (t > 25 ? 30 : 0) + 0.5 * noise(40, 7)[t - 1]!);
    const { parameters, description } = fitTrend("piecewise_linear", values);
    expect(parameters.break1).toBe(25);
    expect(Math.abs(parameters.step1! - 30)).toBeLessThan(1.5);
    expect(description).toMatch(/until period 25, then steps up by (29|30)[\d.]* and rises by about/);
  });
  test("finds three breaks, or as many as allowed, and searches long series on a grid", () => {
    const zigzag = (t: number) =>
      3 * t - 6 * Math.max(0, t - 10) + 6 * Math.max(0, t - 20) - 6 * Math.max(0, t - 30);
    expect(fitTrend("piecewise_linear", periods.map(zigzag)).parameters).toMatchObject({
      break1: 10,
      break2: 20,
      break3: 30,
    });
    expect(
      fitTrend("piecewise_linear", periods.map(zigzag), { breaks: 0 }).parameters.break1,
    ).toBeUndefined();
    const long = Array.from({ length: 5000 }, (_, t) => t - 2 * Math.max(0, t - 3000));
    // the grid has steps of 13
    expect(Math.abs(fitTrend("piecewise_linear", long).parameters.break1! - 3000)).toBeLessThanOrEqual(13);
  });
});

describe("trendModel", () => {
  test("is the curve continued, with its description as a note", () => {
    const values = periods.map((t) => 1200 / (1 + Math.exp(-0.25 * (t - 14))) + 20 * noise(40, 2)[t - 1]!);
    const trend = fitTrend("logistic", values);
    const fitted = logisticTrend.fit(values, { season: 1 });
    expect(fitted.model).toBe("logistic_trend");
    expect(fitted.predict(3).mean).toEqual(trend.predict(3).mean);
    expect(fitted.notes[0]).toBe(trend.description);
    expect(fitted.residuals).toEqual(trend.residuals);
    expect(fitted.standardErrors(2)[1]).toBeCloseTo(
      trend.residualStandardError * Math.sqrt(1 + trend.leverage(42) ** 2),
      9,
    );
  });
  test("passes options on, and needs as many values as they say", () => {
    const zigzag = periods.map((t) => 3 * t - 6 * Math.max(0, t - 20));
    const flat = trendModel("piecewise_linear", { breaks: 0 }).fit(zigzag, { season: 1 });
    expect(flat.parameters.break1).toBeUndefined();
    expect(piecewiseLinearTrend.fit(zigzag, { season: 1 }).parameters.break1).toBe(20);
    expect(trendModel("polynomial", { degree: 4 }).minimumLength).toBe(6);
  });
});

test.each([
  [1234.5, "1,230"],
  [-1234567, "-1,230,000"],
  [0.012345, "0.0123"],
  [999.6, "1,000"],
  [12.34, "12.3"],
])("%d in words is %s", (number, words) => expect(numberInWords(number)).toBe(words));
