import { describe, expect, test } from "vitest";
import { backtest } from "../../src/backtest/backtest.ts";
import { scoreBacktest } from "../../src/backtest/score-backtest.ts";
import { InsufficientDataError, InvalidArgumentError } from "../../src/errors.ts";
import type { FittedModel, Model } from "../../src/models/model.ts";
import { naive } from "../../src/models/naive.ts";

/** Forecasts the mean of what it saw: shows at once which values a fit was given. */
function meanModel(updates: boolean): Model {
  const fitWith = (values: ArrayLike<number>, weight: number): FittedModel => {
    const seen = Array.from(values);
    const mean = (weight * seen.reduce((sum, value) => sum + value, 0)) / seen.length;
    const fitted = naive.fit(values, { season: 1 });
    return {
      ...fitted,
      predict: (horizon) => ({ mean: Array.from({ length: horizon }, (_, h) => mean + h), intervals: {} }),
      ...(updates ? { update: (more: ArrayLike<number>) => fitWith(more, weight) } : {}),
    };
  };
  // its one parameter: how often it was fitted would change the weight
  let fits = 0;
  return {
    id: "mean",
    description: "mean",
    minimumLength: 1,
    fit: (values) => fitWith(values, 1 + 100 * fits++),
  };
}

const values = [2, 4, 6, 8, 10, 12];
const forecasts = (options: Partial<Parameters<typeof backtest>[1]>, model: Model | string = "naive") =>
  backtest(values, { horizon: 1, origins: 3, ...options, model }).errors.map(({ forecast }) => forecast);

describe("windows", () => {
  test("expanding: each fit sees all before it", () => {
    const seen: number[] = [];
    const spy: Model = {
      ...naive,
      fit: (given, options) => {
        seen.push(given.length);
        return naive.fit(given, options);
      },
    };
    forecasts({}, spy);
    expect(seen).toEqual([3, 4, 5]);
  });
  test("sliding: each fit sees the last ones, and origins begin where a window is full", () => {
    const seen: number[][] = [];
    const spy: Model = {
      ...naive,
      fit: (given, options) => {
        seen.push(Array.from(given));
        return naive.fit(given, options);
      },
    };
    forecasts({ windowLength: 4, origins: 9 }, spy);
    expect(seen).toEqual([
      [2, 4, 6, 8],
      [4, 6, 8, 10],
    ]);
  });
  test("a window shorter than the model needs is refused", () =>
    expect(() => forecasts({ windowLength: 1 }, "drift")).toThrow(InvalidArgumentError));
  test("minimum training moves the first origin", () => {
    const options = { model: "naive", horizon: 1, origins: 9, minimumTraining: 4 };
    expect(backtest(values, options).origins).toEqual([4, 5]);
    expect(() => backtest(values, { ...options, minimumTraining: 6 })).toThrow(InsufficientDataError);
  });
});

describe("gap", () => {
  test("skips values that arrive late: lags begin after it", () => {
    const { errors, origins } = backtest(values, { model: "drift", horizon: 1, origins: 2, gap: 2 });
    expect(origins).toEqual([2, 3]);
    // drift of 2 a step continues the line: no error at lag 3
    expect(errors.map(({ lag, actual, forecast }) => [lag, actual, forecast])).toEqual([
      [3, 10, 10],
      [3, 12, 12],
    ]);
  });
  test("needs room", () =>
    expect(() => backtest(values, { model: "naive", horizon: 2, gap: 4 })).toThrow(InsufficientDataError));
});

describe("refit", () => {
  test("each origin by default", () =>
    // means 4, 5, 6 with weights 1, 101, 201
    expect(forecasts({}, meanModel(true))).toEqual([4, 5 * 101, 6 * 201]));
  test("false keeps the parameters and updates states where the model can", () => {
    const result = backtest(values, { model: meanModel(true), horizon: 1, origins: 3, refit: false });
    expect(result.refit).toBe("updated");
    expect(result.errors.map(({ forecast }) => forecast)).toEqual([4, 5, 6]);
    expect(result.errors.map(({ known }) => known)).toEqual([3, 4, 5]);
  });
  test("false forecasts from the first origin where it cannot, and says so", () => {
    const result = backtest(values, { model: meanModel(false), horizon: 1, origins: 3, refit: false });
    expect(result.refit).toBe("once");
    // one step further ahead at each origin, from the same mean
    expect(result.errors.map(({ forecast }) => forecast)).toEqual([4, 5, 6]);
    expect(result.errors.map(({ known }) => known)).toEqual([3, 3, 3]);
    expect(result.errors.map(({ lag }) => lag)).toEqual([1, 1, 1]);
  });
  test("a sliding window also slides when updated", () =>
    expect(forecasts({ refit: false, windowLength: 2 }, meanModel(true))).toEqual([5, 7, 9]));
});

describe("scoreBacktest", () => {
  // naive: origin 2 (of 1, 2): 4 - 2, 7 - 2; origin 3 (of 1, 2, 4): 7 - 4, 11 - 4
  const history = [1, 2, 4, 7, 11];
  const [all, first, second] = scoreBacktest(
    backtest(history, { model: "naive", horizon: 2, origins: 2 }),
    history,
  );
  test("over all lags, then by lag", () => {
    expect([all!.lag, first!.lag, second!.lag]).toEqual([null, 1, 2]);
    expect([all!.n, first!.n, second!.n]).toEqual([4, 2, 2]);
    expect([all!.mae, first!.mae, second!.mae]).toEqual([17 / 4, 5 / 2, 6]);
    expect(first!.rmse).toBeCloseTo(Math.sqrt((4 + 9) / 2), 12);
    expect(second!.meanError).toBe(6);
    expect(second!.wape).toBeCloseTo(12 / 18, 12);
    expect(second!.bias).toBeCloseTo(12 / 18, 12);
    expect(second!.mape).toBeCloseTo((5 / 7 + 7 / 11) / 2, 12);
    expect(second!.smape).toBeCloseTo((1000 / 9 + 1400 / 15) / 2, 9);
  });
  test("scales by the history before the first origin alone", () => {
    // 1, 2: naive errs by 1
    expect(second!.mase).toBe(6);
    expect(second!.rmsse).toBeCloseTo(Math.sqrt(37), 12);
  });
  test("has no scaled measure where that is a season or less", () => {
    const short = scoreBacktest(backtest(history, { model: "naive", horizon: 1, origins: 9 }), history);
    expect(short[0]!.mase).toBeNull();
    expect(short[0]!.rmsse).toBeNull();
    expect(short[0]!.mae).toBe(2.5);
  });
});
