import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { geometricMeanRelativeAbsoluteError } from "../../src/accuracy/geometric-mean-relative-absolute-error.ts";
import { meanAbsolutePercentageError } from "../../src/accuracy/mean-absolute-percentage-error.ts";
import { meanError } from "../../src/accuracy/mean-error.ts";
import { meanPercentageError } from "../../src/accuracy/mean-percentage-error.ts";
import { rootMeanSquaredScaledError } from "../../src/accuracy/root-mean-squared-scaled-error.ts";
import { theilU2 } from "../../src/accuracy/theil-u2.ts";
import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../../src/errors.ts";
import { pairs, positiveValue } from "../support/arbitraries.ts";

// Expected values: numpy 2.4, scipy 1.17 on y, f, b, x as below; the call stands beside each.
const y = [112, 118, 132, 129, 121, 135];
const f = [110, 120, 125, 131, 126, 130];
const b = [108, 112, 118, 132, 129, 121];
const x = [100, 104, 99, 107, 111, 108, 115, 112];

describe("reference values", () => {
  test("ME: np.mean(y - f)", () => expect(meanError(y, f)).toBeCloseTo(0.8333333333333334, 12));
  test("MAPE: np.mean(abs(y - f) / y)", () =>
    expect(meanAbsolutePercentageError(y, f)).toBeCloseTo(0.030283304247572473, 12));
  test("MPE: np.mean((y - f) / y)", () =>
    expect(meanPercentageError(y, f)).toBeCloseTo(0.0056915233939218365, 12));
  test("RMSSE: np.sqrt(np.mean((y - f)**2) / np.mean((x[m:] - x[:-m])**2))", () => {
    expect(rootMeanSquaredScaledError(y, f, x, 1)).toBeCloseTo(0.8299577020752579, 12);
    expect(rootMeanSquaredScaledError(y, f, x, 3)).toBeCloseTo(0.6157096398918387, 12);
  });
  test("U2: fpe = f[1:]/y[:-1]-1; ape = y[1:]/y[:-1]-1; np.sqrt(np.sum((fpe-ape)**2)/np.sum(ape**2))", () =>
    expect(theilU2(y, f)).toBeCloseTo(0.45798304549982527, 12));
  test("GMRAE: scipy.stats.gmean(abs(y - f) / abs(y - b))", () =>
    expect(geometricMeanRelativeAbsoluteError(y, f, b)).toBeCloseTo(0.48110689399889095, 12));
});

describe("where a measure does not exist", () => {
  test("percentages have none with a zero among the actuals, or without observations", () => {
    for (const measure of [meanAbsolutePercentageError, meanPercentageError]) {
      expect(measure([0, 5], [1, 5])).toBeNull();
      expect(measure([0], [0])).toBeNull();
      expect(measure([], [])).toBeNull();
      expect(measure([1e-320], [1e300])).toBeNull();
    }
    expect(meanError([], [])).toBeNull();
  });
  test("percentages of negative actuals keep the sign of the error", () => {
    expect(meanPercentageError([-10], [-12])).toBeCloseTo(0.2, 12);
    expect(meanAbsolutePercentageError([-10], [-12])).toBeCloseTo(0.2, 12);
  });
  test("RMSSE is null for a history that repeats, and needs more than one season", () => {
    expect(rootMeanSquaredScaledError([1], [2], [4, 4, 4], 1)).toBeNull();
    expect(rootMeanSquaredScaledError([], [], [1, 2], 1)).toBeNull();
    expect(() => rootMeanSquaredScaledError([1], [2], [4, 4], 2)).toThrow(InsufficientDataError);
    expect(() => rootMeanSquaredScaledError([1], [2], [4, 4], 0)).toThrow(InvalidArgumentError);
  });
  test("U2 is null below two pairs, where nothing changes, or over a zero", () => {
    expect(theilU2([1], [1])).toBeNull();
    expect(theilU2([5, 5, 5], [5, 6, 5])).toBeNull();
    expect(theilU2([0, 5], [1, 5])).toBeNull();
    expect(theilU2([5, 0], [5, 1])).toBeCloseTo(0.2, 12);
  });
  test("GMRAE is null where the benchmark is exactly right, else 0 where the forecast is", () => {
    expect(geometricMeanRelativeAbsoluteError([1, 2], [1, 3], [1, 4])).toBeNull();
    expect(geometricMeanRelativeAbsoluteError([1, 2], [1, 3], [2, 4])).toBe(0);
    expect(geometricMeanRelativeAbsoluteError([], [], [])).toBeNull();
  });
  test("lengths and numbers are checked", () => {
    expect(() => theilU2([1, 2], [1])).toThrow(InvalidArgumentError);
    expect(() => geometricMeanRelativeAbsoluteError([1], [1], [])).toThrow(InvalidArgumentError);
    expect(() => meanAbsolutePercentageError([1], [Number.NaN])).toThrow(NonFiniteValueError);
    expect(() => geometricMeanRelativeAbsoluteError([1], [1], [Number.NaN])).toThrow(NonFiniteValueError);
  });
});

describe("identities", () => {
  test("repeating the last value has U2 1", () => {
    fc.assert(
      fc.property(fc.array(positiveValue, { minLength: 3, maxLength: 20 }), (actual) => {
        fc.pre(new Set(actual).size > 1);
        expect(theilU2(actual, [0, ...actual.slice(0, -1)])).toBeCloseTo(1, 9);
      }),
    );
  });
  test("swapping forecast and benchmark inverts GMRAE", () => {
    const once = geometricMeanRelativeAbsoluteError(y, f, b)!;
    expect(geometricMeanRelativeAbsoluteError(y, b, f)! * once).toBeCloseTo(1, 12);
  });
  test("swapping actual and forecast turns the mean error's sign", () => {
    fc.assert(
      fc.property(pairs, ({ actual, forecast }) => {
        expect(meanError(actual, forecast)! + meanError(forecast, actual)!).toBe(0);
      }),
    );
  });
});
