import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bias } from "../../src/accuracy/bias.ts";
import { meanAbsoluteError } from "../../src/accuracy/mean-absolute-error.ts";
import { rootMeanSquaredError } from "../../src/accuracy/root-mean-squared-error.ts";
import { symmetricMeanAbsolutePercentageError } from "../../src/accuracy/symmetric-mean-absolute-percentage-error.ts";
import { weightedAbsolutePercentageError } from "../../src/accuracy/weighted-absolute-percentage-error.ts";
import { InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { pairs } from "../support/arbitraries.ts";

const measures = {
  meanAbsoluteError,
  rootMeanSquaredError,
  weightedAbsolutePercentageError,
  symmetricMeanAbsolutePercentageError,
  bias,
};

describe("point measures worked by hand: actual 100, 200; forecast 110, 180", () => {
  const actual = [100, 200];
  const forecast = [110, 180];
  test("MAE is (10 + 20) / 2", () => expect(meanAbsoluteError(actual, forecast)).toBe(15));
  test("RMSE is sqrt((100 + 400) / 2)", () =>
    expect(rootMeanSquaredError(actual, forecast)).toBeCloseTo(Math.sqrt(250), 12));
  test("WAPE is 30 / 300", () => expect(weightedAbsolutePercentageError(actual, forecast)).toBe(0.1));
  test("bias is (-10 + 20) / 300, positive because the forecast was too low", () =>
    expect(bias(actual, forecast)).toBeCloseTo(1 / 30, 12));
  test("sMAPE is the mean of 200 * 10 / 210 and 200 * 20 / 380", () =>
    expect(symmetricMeanAbsolutePercentageError(actual, forecast)).toBeCloseTo(
      (2000 / 210 + 4000 / 380) / 2,
      12,
    ));
});

describe.each(Object.entries(measures))("%s", (_, measure) => {
  test("is null without observations", () => expect(measure([], [])).toBeNull());
  test("refuses lists of different lengths", () =>
    expect(() => measure([1], [1, 2])).toThrow(InvalidArgumentError));
  test("refuses NaN, naming the index", () =>
    expect(() => measure([1, 2], [1, Number.NaN])).toThrow(new NonFiniteValueError(1, Number.NaN)));
  test("is 0 when the forecast equals the actual", () => {
    fc.assert(
      fc.property(pairs, ({ actual }) => {
        expect(measure(actual, actual) ?? 0).toBe(0);
      }),
    );
  });
});

test("only equal forecasts have no error", () => {
  fc.assert(
    fc.property(pairs, ({ actual, forecast }) => {
      const equal = actual.every((value, i) => value === forecast[i]);
      expect(meanAbsoluteError(actual, forecast) === 0).toBe(equal);
    }),
  );
});

test("RMSE is never below MAE", () => {
  fc.assert(
    fc.property(pairs, ({ actual, forecast }) => {
      const mae = meanAbsoluteError(actual, forecast)!;
      expect(rootMeanSquaredError(actual, forecast)!).toBeGreaterThanOrEqual(mae * (1 - 1e-12));
    }),
  );
});

test("sMAPE counts y = f = 0 as no error and never exceeds 200", () => {
  expect(symmetricMeanAbsolutePercentageError([0], [0])).toBe(0);
  expect(symmetricMeanAbsolutePercentageError([5], [0])).toBe(200);
  expect(symmetricMeanAbsolutePercentageError([1.5e308], [-1.5e308])).toBe(200);
});

test("RMSE neither overflows nor underflows", () => {
  expect(rootMeanSquaredError([1e200, 0], [0, 0])! / 1e200).toBeCloseTo(Math.SQRT1_2, 12);
  expect(rootMeanSquaredError([1e-200], [0])).toBe(1e-200);
});

test("quotients of nothing are null, not NaN", () => {
  expect(weightedAbsolutePercentageError([0, 0], [1, 2])).toBeNull();
  expect(bias([5, -5], [1, 2])).toBeNull();
});
