/** Models that hold numbers about the series meet it in its unit and from its first value on. */
import { describe, expect, test } from "vitest";
import { backtest } from "../../src/backtest/backtest.ts";
import { pointForecast } from "../../src/drivers/point-forecast.ts";
import { InvalidArgumentError } from "../../src/errors.ts";
import { forecast } from "../../src/forecast.ts";
import { forecastPaths } from "../../src/forecast-paths.ts";
import { drift } from "../../src/models/drift.ts";
import { mstlModel } from "../../src/models/mstl-model.ts";
import { naive } from "../../src/models/naive.ts";
import { withKnownEffects } from "../../src/models/regression/known-effects.ts";
import { regression } from "../../src/models/regression/regression.ts";
import { stlModel } from "../../src/models/stl-model.ts";
import { logitTransform } from "../../src/transform/logit-transform.ts";
import { transformed } from "../../src/transform/transformed.ts";

const revenue = [900, 910, 905, 915, 920, 925, 918, 930];
const contract = [...revenue.map(() => 0), 0, 250];
const stepped = withKnownEffects(naive, contract);

describe("effects of known size", () => {
  test("are in the unit of the series: 930, then 930 + 250", () => {
    expect(forecast(revenue, { horizon: 2, model: stepped }).mean).toEqual([930, 1180]);
    expect(pointForecast(revenue, { horizon: 2, model: stepped })).toEqual([930, 1180]);
  });
  test("are so in paths", () => {
    const plain = forecastPaths(revenue, { horizon: 2, model: naive, paths: 50, seed: 3 });
    const moved = forecastPaths(revenue, { horizon: 2, model: stepped, paths: 50, seed: 3 });
    for (const [p, path] of moved.entries()) expect(path[1]! - plain[p]![1]!).toBeCloseTo(250, 6);
  });
  test("stay so inside a decomposition", () => {
    for (const model of [stlModel(stepped), mstlModel(stepped)])
      expect(forecast(revenue, { horizon: 2, model }).mean).toEqual([930, 1180]);
  });
});

test("bounds of a logit are those of the series", () => {
  const rates = [0.5, 0.8, 0.9, 0.97, 0.96, 0.98];
  const { mean } = forecast(rates, { horizon: 6, model: transformed(drift, logitTransform()) });
  for (const rate of mean) expect(rate).toBeLessThan(1);
  const discounts = [12, 15, 14, 17, 18, 20];
  const model = transformed(drift, logitTransform({ lower: 10, upper: 30 }));
  const inside = forecast(discounts, { horizon: 24, model }).mean;
  for (const value of inside) expect(value > 20 && value < 30).toBe(true);
});

describe("regressors count from the first value", () => {
  // three years of days: every seventh brings 50 more
  const days = 1200;
  const seventh = Array.from({ length: days + 5 }, (_, t) => (t % 7 === 0 ? 1 : 0));
  const visits = seventh.slice(0, days).map((one, t) => 100 + 50 * one + ((t * 13) % 5));
  const model = regression({ regressors: { seventh } });
  test("in histories of any length", () => {
    const { mean } = forecast(visits, { horizon: 5, model });
    // 1204 is a multiple of 7; the rest adds 0 to 4
    for (const [h, value] of mean.entries())
      expect(Math.abs(value - (h === 4 ? 152 : 102))).toBeLessThan(0.5);
  });
  test("and not from that of a sliding window, which is refused", () => {
    const options = { horizon: 5, origins: 2, model };
    expect(() => backtest(visits, { ...options, windowLength: 200 })).toThrow(InvalidArgumentError);
    expect(() => backtest(visits, { ...options, windowLength: 200 })).toThrow("leave it out");
    expect(backtest(visits, options).errors.every(({ error }) => Math.abs(error) < 3)).toBe(true);
  });
});
