import { describe, expect, test } from "vitest";
import { backtest } from "../../src/backtest/backtest.ts";
import { planOrigins } from "../../src/backtest/plan-origins.ts";
import { InsufficientDataError, UnknownModelError } from "../../src/errors.ts";
import { naive } from "../../src/models/naive.ts";

describe("backtest", () => {
  test("forecasts from each origin with what was known then", () => {
    const { errors, origins } = backtest([1, 2, 4, 7, 11], {
      model: "naive",
      horizon: 2,
      origins: 2,
      step: 1,
    });
    expect(origins).toEqual([2, 3]);
    expect(
      errors.map(({ origin, lag, actual, forecast, error }) => [origin, lag, actual, forecast, error]),
    ).toEqual([
      [2, 1, 4, 2, 2],
      [2, 2, 7, 2, 5],
      [3, 1, 7, 4, 3],
      [3, 2, 11, 4, 7],
    ]);
  });
  test("cannot see the future: changing it changes actuals alone", () => {
    const past = [3, 5, 4, 6, 5, 7, 6, 8];
    const forecasts = (tail: number[]) =>
      backtest([...past, ...tail], { model: "holt_winters_damped", horizon: 2, origins: 1 }).errors.map(
        ({ forecast }) => forecast,
      );
    expect(forecasts([900, -900])).toEqual(forecasts([9, 7]));
  });
  test("steps between origins", () => {
    const { origins } = backtest([1, 2, 3, 4, 5, 6, 7, 8], { model: naive, horizon: 1, origins: 3, step: 2 });
    expect(origins).toEqual([3, 5, 7]);
  });
  test("takes fewer origins where the series is short, and refuses none at all", () => {
    expect(backtest([1, 2], { model: "naive", horizon: 1, origins: 9 }).origins).toEqual([1]);
    expect(() => backtest([1], { model: "naive", horizon: 1 })).toThrow(InsufficientDataError);
  });
  test("refuses unknown models", () => {
    expect(() => backtest([1, 2], { model: "nave", horizon: 1 })).toThrow(UnknownModelError);
  });
});

describe("planOrigins", () => {
  test("leaves a whole horizon after the last origin and two seasons before the first", () => {
    const { origins, horizon } = planOrigins(68, { season: 12, horizon: 18, most: 6 });
    expect(horizon).toBe(18);
    expect(origins).toHaveLength(6);
    expect(origins.at(-1)).toBe(50);
    expect(origins[0]!).toBeGreaterThanOrEqual(24);
  });
  test("shortens the horizon of short series", () => {
    expect(planOrigins(9, { season: 1, horizon: 6, most: 6 })).toEqual({ origins: [5, 6, 7], horizon: 2 });
  });
  test("gives up below five points", () => {
    expect(planOrigins(4, { season: 1, horizon: 1, most: 6 }).origins).toEqual([]);
  });
});
