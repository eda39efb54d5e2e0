import { describe, expect, test } from "vitest";
import { InsufficientDataError, NonPositiveValueError, UnknownModelError } from "../../src/errors.ts";
import { drift } from "../../src/models/drift.ts";
import { exponentialTrend } from "../../src/models/exponential-trend.ts";
import { linearTrend } from "../../src/models/linear-trend.ts";
import { naive } from "../../src/models/naive.ts";
import { modelById, models } from "../../src/models/registry.ts";
import { seasonalNaive } from "../../src/models/seasonal-naive.ts";

describe("naive", () => {
  const fitted = naive.fit([4, 6, 5], { season: 1 });
  test("repeats the last value", () => expect(fitted.predict(3).mean).toEqual([5, 5, 5]));
  test("residuals are the changes, the first unknown", () => expect(fitted.residuals).toEqual([null, 2, -1]));
  test("standard errors grow with the square root of the horizon", () => {
    const [one, , , four] = fitted.standardErrors(4);
    expect(one).toBeCloseTo(Math.sqrt((4 + 1) / 2), 12);
    expect(four).toBeCloseTo(2 * one!, 12);
  });
  test("the 95 % interval is 1.96 standard errors wide on each side", () => {
    const { lower, upper } = fitted.predict(1, [95]).intervals["95"]!;
    expect((upper[0]! - lower[0]!) / 2 / fitted.standardErrors(1)[0]!).toBeCloseTo(1.959964, 5);
  });
});

describe("seasonal naive", () => {
  test("repeats the last season", () => {
    const fitted = seasonalNaive.fit([1, 2, 3, 4, 5, 7], { season: 3 });
    expect(fitted.predict(4).mean).toEqual([4, 5, 7, 4]);
    expect(fitted.residuals).toEqual([null, null, null, 3, 3, 4]);
    const errors = fitted.standardErrors(4);
    expect(errors[2]).toBe(errors[0]);
    expect(errors[3]).toBeCloseTo(errors[0]! * Math.SQRT2, 12);
  });
  test("repeats the last value, with a note, below one season", () => {
    const fitted = seasonalNaive.fit([1, 2], { season: 3 });
    expect(fitted.predict(2).mean).toEqual([2, 2]);
    expect(fitted.notes).toEqual(["only 2 of 3 observations of a season: repeats the last value"]);
  });
});

describe("trends", () => {
  test("drift joins the first and the last value", () => {
    expect(drift.fit([2, 9, 6], { season: 1 }).predict(2).mean).toEqual([8, 10]);
  });
  test("linear trend is least squares", () => {
    // slope of (0,1) (1,3) (2,2) (3,4): 0.8, intercept 1.3
    const { mean } = linearTrend.fit([1, 3, 2, 4], { season: 1 }).predict(1);
    expect(mean[0]).toBeCloseTo(1.3 + 0.8 * 4, 12);
  });
  test("linear trend's interval matches R's predict(lm)", () => {
    // sigma^2 = 1.8 / 2; 1 + 1/4 + 2.5^2 / 5 = 2.5 (R: predict(lm(y ~ t), data.frame(t = 4), se.fit = TRUE))
    const fitted = linearTrend.fit([1, 3, 2, 4], { season: 1 });
    expect(fitted.standardErrors(1)[0]).toBeCloseTo(Math.sqrt(0.9 * 2.5), 12);
  });
  test("exponential trend continues a growth rate", () => {
    const { mean, intervals } = exponentialTrend.fit([1, 2, 4, 8], { season: 1 }).predict(2);
    expect(mean[1]).toBeCloseTo(32, 9);
    expect(intervals["95"]!.lower[1]).toBeCloseTo(32, 6);
  });
  test("exponential trend refuses 0 and below, naming index and value", () => {
    expect(() => exponentialTrend.fit([1, 0, 2], { season: 1 })).toThrow(
      new NonPositiveValueError("exponential_trend", 1, 0),
    );
  });
});

describe("registry", () => {
  test("finds every model by its id", () => {
    for (const model of models) expect(modelById(model.id)).toBe(model);
  });
  test("offers near names", () => {
    expect(() => modelById("holt_winters")).toThrow(UnknownModelError);
    expect(() => modelById("holt_winters")).toThrow(/did you mean holt_winters_damped/);
    expect(() => modelById("seasonalnaive")).toThrow(/did you mean seasonal_naive/);
  });
  test("says no more than that where nothing is near", () => {
    expect(() => modelById("prophet")).toThrow('there is no model "prophet"');
  });
});

describe.each(models.map((model) => [model.id, model] as const))("%s", (_, model) => {
  const values = [12, 15, 11, 18, 14, 17, 13, 21, 16, 19, 15, 24, 18, 22, 17, 27];
  const fitted = model.fit(values, { season: 4 });
  test("gives a finite mean and nested intervals around it", () => {
    const { mean, intervals } = fitted.predict(6);
    expect(mean).toHaveLength(6);
    for (const [h, centre] of mean.entries()) {
      const narrow = intervals["80"]!;
      const wide = intervals["95"]!;
      expect(Number.isFinite(centre)).toBe(true);
      expect(wide.lower[h]!).toBeLessThan(narrow.lower[h]!);
      expect(narrow.lower[h]!).toBeLessThan(centre);
      expect(centre).toBeLessThan(narrow.upper[h]!);
      expect(narrow.upper[h]!).toBeLessThan(wide.upper[h]!);
    }
  });
  test("fitted and residuals add up to the history", () => {
    for (const [t, value] of values.entries()) {
      const one = fitted.fitted[t]!;
      if (one !== null) expect(one + fitted.residuals[t]!).toBeCloseTo(value, 9);
    }
  });
  test("paths are the same for the same seed and agree with the standard errors", () => {
    const paths = fitted.simulate(3, 4000, 11);
    expect(fitted.simulate(3, 4000, 11)).toEqual(paths);
    const { intervals, mean } = fitted.predict(3, [80]);
    for (let h = 0; h < 3; h++) {
      const inside = paths.filter(
        (path) => path[h]! >= intervals["80"]!.lower[h]! && path[h]! <= intervals["80"]!.upper[h]!,
      );
      // four standard errors of a share of 80 % in 4,000 draws: 0.025
      expect(Math.abs(inside.length / 4000 - 0.8)).toBeLessThan(0.026);
      expect(Number.isFinite(mean[h]!)).toBe(true);
    }
  });
  test("refuses to be fitted on nothing", () => {
    expect(() => model.fit([], { season: 1 })).toThrow(InsufficientDataError);
  });
  test("fits a constant series without NaN", () => {
    const { mean } = model.fit([7, 7, 7, 7, 7, 7, 7, 7], { season: 2 }).predict(3);
    for (const value of mean) expect(value).toBeCloseTo(7, 6);
  });
});
