import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverage } from "../../src/accuracy/coverage.ts";
import { meanAbsoluteScaledError } from "../../src/accuracy/mean-absolute-scaled-error.ts";
import { meanScaledIntervalScore } from "../../src/accuracy/mean-scaled-interval-score.ts";
import { seasonalNaiveScale } from "../../src/accuracy/seasonal-naive-scale.ts";
import { winklerScore } from "../../src/accuracy/winkler-score.ts";
import { InsufficientDataError, InvalidArgumentError } from "../../src/errors.ts";
import { pairs, positiveValue } from "../support/arbitraries.ts";

describe("meanAbsoluteScaledError", () => {
  test("divides by the in-sample seasonal naive error", () => {
    // season 2: |3 - 1|, |6 - 2| -> scale 3; errors 3 and 0 -> 1.5 / 3
    expect(meanAbsoluteScaledError([5, 5], [2, 5], [1, 2, 3, 6], 2)).toBe(0.5);
  });
  test("is null when the history repeats exactly", () =>
    expect(meanAbsoluteScaledError([1], [2], [4, 4, 4], 1)).toBeNull());
  test("needs more than one season", () =>
    expect(() => meanAbsoluteScaledError([1], [2], [4, 4], 2)).toThrow(InsufficientDataError));
  test("does not change with the unit", () => {
    fc.assert(
      fc.property(
        pairs,
        fc.array(positiveValue, { minLength: 4, maxLength: 12 }),
        ({ actual, forecast }, training) => {
          fc.pre(seasonalNaiveScale(training, 1) > 1e-6);
          const scale = (list: readonly number[]) => list.map((item) => item * 37);
          const once = meanAbsoluteScaledError(actual, forecast, training, 1)!;
          const again = meanAbsoluteScaledError(scale(actual), scale(forecast), scale(training), 1)!;
          // rounding of the products only
          expect(Math.abs(again - once)).toBeLessThanOrEqual(1e-9 * (1 + once));
        },
      ),
    );
  });
});

describe("coverage", () => {
  test("counts bounds as inside", () => expect(coverage([1, 2, 3, 4], [1, 0, 0, 0], [1, 2, 2, 2])).toBe(0.5));
  test("is null without observations", () => expect(coverage([], [], [])).toBeNull());
});

describe("winklerScore", () => {
  test("is the width for a hit and adds 2/a times the miss", () => {
    expect(winklerScore([5], [4], [7], 95)).toBe(3);
    expect(winklerScore([3], [4], [7], 95)).toBeCloseTo(3 + 40, 9);
    expect(winklerScore([9], [4], [7], 80)).toBeCloseTo(3 + 20, 9);
  });
  test("refuses levels that are not percentages", () =>
    expect(() => winklerScore([1], [1], [1], 100)).toThrow(InvalidArgumentError));
});

test("meanScaledIntervalScore divides by the scale of MASE", () => {
  expect(meanScaledIntervalScore([5], [4], [7], 95, [0, 2, 4], 1)).toBe(1.5);
  expect(meanScaledIntervalScore([5], [4], [7], 95, [2, 2, 2], 1)).toBeNull();
});
