import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autoForecast, type Forecast } from "../src/auto-forecast.ts";
import {
  InsufficientDataError,
  InvalidArgumentError,
  NonFiniteValueError,
  NonPositiveValueError,
  UnknownModelError,
} from "../src/errors.ts";
import { forecast } from "../src/forecast.ts";
import { models } from "../src/models/registry.ts";
import { theta } from "../src/models/theta.ts";
import { value } from "./support/arbitraries.ts";

const airline = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
  133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218,
  230, 242, 209, 191, 172, 194,
];

/** All numbers are finite, bounds enclose the mean, levels are nested, widths never shrink before the floor. */
function expectSound({ mean, intervals }: Forecast, horizon: number): void {
  expect(mean).toHaveLength(horizon);
  const levels = Object.keys(intervals).sort((a, b) => Number(a) - Number(b));
  for (let h = 0; h < horizon; h++) {
    expect(Number.isFinite(mean[h]!)).toBe(true);
    let lower = mean[h]!;
    let upper = mean[h]!;
    for (const level of levels) {
      const bounds = intervals[level]!;
      expect(bounds.lower[h]!).toBeLessThanOrEqual(lower);
      expect(bounds.upper[h]!).toBeGreaterThanOrEqual(upper);
      lower = bounds.lower[h]!;
      upper = bounds.upper[h]!;
      expect(Number.isFinite(lower) && Number.isFinite(upper)).toBe(true);
    }
  }
}

describe("a monthly series with trend and season (four years of the airline data)", () => {
  const result = forecast(airline, { horizon: 12, season: 12 });
  // The next year as it came: Box, Jenkins and Reinsel (1994), series G
  const next = [196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201];
  test("comes within 8 % of the next year", () => {
    const error = next.reduce((sum, actual, h) => sum + Math.abs(actual - result.mean[h]!), 0);
    expect(error / next.reduce((sum, actual) => sum + actual, 0)).toBeLessThan(0.08);
  });
  test("is sound and backtested", () => {
    expectSound(result, 12);
    expect(result.backtest).toMatchObject({ origins: 12, n: 144 });
    expect(result.backtest!.mase!).toBeLessThan(1);
    expect(Object.keys(result.backtest!.coverage)).toEqual(["80", "95"]);
  });
  test("says which models were combined, and why", () => {
    expect(result.notes.join("\n")).toMatch(
      /combined .*, weighed by their errors over 12 backtest origins \(MASE 0\.\d\d/,
    );
  });
  test("names every candidate with its share and its error", () => {
    const { candidates, backtest, model } = result;
    expect(candidates.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(candidates.filter(({ weight }) => weight > 0).map((one) => one.model)).toEqual(model.split("+"));
    const errors = candidates.map(({ mae }) => mae!);
    expect(Math.min(...errors)).toBeLessThan(1.1 * backtest!.mae!);
    expect(candidates.find((one) => one.model === "seasonal_naive")).toMatchObject({ weight: 0 });
  });
  test("a model may be given itself, and is then the only candidate", () => {
    const { candidates, ...rest } = autoForecast(airline, { horizon: 3, season: 12, model: theta });
    expect(candidates).toEqual([{ model: "theta", weight: 1, mae: expect.closeTo(rest.backtest!.mae!, 6) }]);
    expect(forecast(airline, { horizon: 3, season: 12, model: "theta" })).toMatchObject(rest);
  });
  test("intervals never narrow with the horizon", () => {
    const { lower, upper } = result.intervals["95"]!;
    for (let h = 1; h < 12; h++) {
      expect(upper[h]! - lower[h]!).toBeGreaterThanOrEqual((upper[h - 1]! - lower[h - 1]!) * (1 - 1e-12));
    }
  });
});

describe("the ladder for difficult data", () => {
  test("no value at all is an InsufficientDataError", () => {
    expect(() => forecast([], { horizon: 1 })).toThrow(InsufficientDataError);
    expect(() => forecast([null, null], { horizon: 1 })).toThrow(InsufficientDataError);
  });
  test.each([[[5]], [[5, 7]], [[5, 7, 6]]])("%j is repeated, with a note", (values) => {
    const result = forecast(values, { horizon: 3, season: 12 });
    expectSound(result, 3);
    expect(result.model).toBe("naive");
    expect(result.mean).toEqual([values.at(-1), values.at(-1), values.at(-1)]);
    expect(result.backtest).toBeNull();
    expect(result.notes.join("\n")).toMatch(/only \d observations?: repeats the last value/);
  });
  test("four points get smoothing without a backtest", () => {
    const result = forecast([1, 2, 3, 5], { horizon: 2 });
    expectSound(result, 2);
    expect(result.backtest).toBeNull();
    expect(result.notes.join("\n")).toContain("too few for a backtest");
  });
  test("a model that needs more points than there are gives way to naive", () => {
    const result = forecast([3, 4], { horizon: 1, model: "holt_winters_damped" });
    expect(result.model).toBe("naive");
    expect(result.notes).toContain(
      "only 2 observations, holt_winters_damped needs 4: repeats the last value",
    );
  });
  test("a constant series stays constant", () => {
    const result = forecast(new Array(30).fill(42), { horizon: 3, season: 12 });
    expect(result.mean).toEqual([42, 42, 42]);
    expect(result.intervals["95"]).toEqual({ lower: [42, 42, 42], upper: [42, 42, 42] });
    expect(result.notes[0]).toBe("all 30 values are equal: the interval has no width");
  });
  test("zeros stay zero", () => expect(forecast([0, 0, 0, 0, 0, 0], { horizon: 1 }).mean).toEqual([0]));
  test("a missing last month shifts the start, not the season", () => {
    const full = forecast(airline.slice(0, -1), { horizon: 3, season: 12 });
    const holed = forecast([...airline.slice(0, -1), null], { horizon: 2, season: 12 });
    for (let h = 0; h < 2; h++) expect(holed.mean[h]!).toBeCloseTo(full.mean[h + 1]!, 0);
    expect(holed.notes[0]).toBe("1 missing value at the end: forecast from the last value present");
  });
  test("gaps inside change little", () => {
    const holed = airline.map((actual, t) => (t === 10 || t === 25 ? null : actual));
    const whole = forecast(airline, { horizon: 1, season: 12, model: "holt_winters_damped" }).mean[0]!;
    const patched = forecast(holed, { horizon: 1, season: 12, model: "holt_winters_damped" });
    expect(Math.abs(patched.mean[0]! / whole - 1)).toBeLessThan(0.03);
    expect(patched.notes[0]).toBe("2 missing values inside filled by interpolation");
  });
  test("interpolated values are not scored: a straight line between two points proves nothing", () => {
    // every 10th value observed, up and down; what lies between is interpolation
    const sparse = Array.from({ length: 61 }, (_, t) => (t % 10 === 0 ? 100 + ((t * 7) % 50) : null));
    const result = forecast(sparse, { horizon: 10 });
    expectSound(result, 10);
    expect(result.backtest!.n).toBe(result.backtest!.origins);
    const noisy = airline.map((actual, t) => (t % 3 === 1 ? null : actual));
    const holed = forecast(noisy, { horizon: 6, season: 12 }).backtest!;
    expect(holed.n).toBe(holed.origins * 4);
  });
  test("what a gap hides is neither scored nor learned from", () => {
    const hidden = airline.map((actual, t) => (t === 36 ? null : actual));
    const { backtest } = forecast(hidden, { horizon: 12, season: 12 });
    const full = forecast(airline, { horizon: 12, season: 12 }).backtest!;
    expect(full.n - backtest!.n).toBe(full.origins);
  });
  test("fewer than two seasons: no seasonality, with a note", () => {
    const short = airline.slice(0, 20);
    const note = "only 20 observations, fewer than two seasons of 12: no seasonality estimated";
    expect(forecast(short, { horizon: 2, season: 12, model: "ets" }).notes).toContain(note);
    expect(forecast(short, { horizon: 2, season: 12 }).notes).toContain(
      `${note}; seasonal_naive repeats the last season as it was`,
    );
  });
  test("series of 0 and above get no negative forecasts or bounds", () => {
    const falling = [90, 70, 55, 38, 25, 12, 6, 2, 0, 1, 0];
    for (const { id } of models) {
      if (id === "exponential_trend") continue;
      const result = forecast(falling, { horizon: 6, model: id });
      expectSound(result, 6);
      expect(Math.min(...result.mean, ...result.intervals["95"]!.lower)).toBeGreaterThanOrEqual(0);
    }
    expect(forecast(falling, { horizon: 6, model: "linear_trend" }).notes).toContain(
      "forecasts kept at 0 or above, as is the whole history",
    );
  });
  test("negative values switch off what multiplies", () => {
    const around = Array.from({ length: 24 }, (_, t) => (t % 4) - 1.5 + t / 50);
    const result = forecast(around, { horizon: 4, season: 4 });
    expectSound(result, 4);
    expect(result.notes).toContain("values of 0 or below: multiplicative seasons and errors not used");
    expect(result.mean[0]!).toBeLessThan(0);
  });
  test.each([1e-300, 1e300, 5e-324])("values around %f neither overflow nor vanish", (unit) => {
    const result = forecast(
      [1, 3, 2, 4, 3, 5, 4, 6].map((item) => item * unit),
      { horizon: 5 },
    );
    expectSound(result, 5);
    expect(result.mean[0]!).toBeGreaterThan(0);
  });
  test("the largest numbers there are stay finite", () => {
    const big = Number.MAX_VALUE;
    expectSound(forecast([big / 8, big / 4, big / 3, big / 2, big * 0.8, big], { horizon: 8 }), 8);
  });
  test("an impulse is not taken for a trend", () => {
    const spike = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 500];
    expect(Math.max(...forecast(spike, { horizon: 6 }).mean)).toBeLessThan(1000);
  });
});

describe("arguments", () => {
  test("a value that is not finite is named", () => {
    expect(() => forecast([1, 2, Number.NaN], { horizon: 1 })).toThrow(
      new NonFiniteValueError(2, Number.NaN),
    );
    expect(() => forecast([1, Number.POSITIVE_INFINITY], { horizon: 1 })).toThrow(/values\[1\] is Infinity/);
  });
  test.each([
    { horizon: 0 },
    { horizon: 1.5 },
    { horizon: 1, season: 0 },
    { horizon: 1, levels: [0] },
    { horizon: 1, levels: [80, 100] },
  ])("%j is refused", (options) => expect(() => forecast([1, 2], options)).toThrow(InvalidArgumentError));
  test("an unknown model offers near names", () => {
    expect(() => forecast([1, 2], { horizon: 1, model: "holtwinters" })).toThrow(UnknownModelError);
    expect(() => forecast([1, 2], { horizon: 1, model: "Auto" })).toThrow(/did you mean auto/);
  });
  test("exponential_trend refuses 0, naming the index in the original series", () => {
    expect(() => forecast([null, 3, 0, 5], { horizon: 1, model: "exponential_trend" })).toThrow(
      new NonPositiveValueError("exponential_trend", 2, 0),
    );
  });
  test("levels may be any, in any order", () => {
    const { intervals } = forecast(airline, { horizon: 2, season: 12, levels: [99, 50.5] });
    expect(Object.keys(intervals).sort()).toEqual(["50.5", "99"]);
    expect(intervals["99"]!.lower[0]!).toBeLessThan(intervals["50.5"]!.lower[0]!);
  });
});

describe("properties", () => {
  const histories = fc.array(fc.option(value, { freq: 8, nil: null }), { minLength: 1, maxLength: 40 });
  const seasons = fc.constantFrom(1, 4, 7, 12);
  const anyModel = fc.constantFrom(
    "auto",
    ...models.map(({ id }) => id).filter((id) => id !== "exponential_trend"),
  );
  test("any series with a value gets a sound forecast from any model", () => {
    fc.assert(
      fc.property(
        histories,
        seasons,
        fc.integer({ min: 1, max: 14 }),
        anyModel,
        (history, season, horizon, model) => {
          fc.pre(history.some((item) => item !== null));
          expectSound(forecast(history, { horizon, season, model }), horizon);
        },
      ),
      { numRuns: 200 },
    );
  });
  test("the same input gives the same output", () => {
    const options = { horizon: 6, season: 12 };
    expect(forecast(airline, options)).toEqual(forecast(airline, options));
  });
  test("powers of two scale the forecast exactly", () => {
    const once = forecast(airline, { horizon: 6, season: 12 });
    const scaled = forecast(
      airline.map((item) => item * 1024),
      { horizon: 6, season: 12 },
    );
    expect(scaled.mean).toEqual(once.mean.map((item) => item * 1024));
    expect(scaled.notes).toEqual(once.notes);
  });
  test("other factors scale it up to the precision of the searches", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1000, noNaN: true }), (factor) => {
        const once = forecast(airline, { horizon: 3, season: 12, model: "theta" });
        const scaled = forecast(
          airline.map((item) => item * factor),
          { horizon: 3, season: 12, model: "theta" },
        );
        for (let h = 0; h < 3; h++) expect(scaled.mean[h]! / factor / once.mean[h]!).toBeCloseTo(1, 5);
      }),
      { numRuns: 25 },
    );
  });
});
