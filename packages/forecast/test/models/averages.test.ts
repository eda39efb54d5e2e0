import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historicalMean } from "../../src/models/historical-mean.ts";
import { naive } from "../../src/models/naive.ts";
import { seasonalNaive } from "../../src/models/seasonal-naive.ts";
import { seasonalWindowAverage, seasonalWindowAverageOf } from "../../src/models/seasonal-window-average.ts";
import { windowAverage, windowAverageOf } from "../../src/models/window-average.ts";
import { value } from "../support/arbitraries.ts";

describe("historicalMean", () => {
  test("by hand: 1, 2, 6", () => {
    const fitted = historicalMean.fit([1, 2, 6], { season: 1 });
    // deviations -2, -1, 3: variance 14 / 2 = 7, times 1 + 1/3
    expect(Array.from(fitted.standardErrors(2))).toEqual([
      expect.closeTo(Math.sqrt(28 / 3), 12),
      expect.closeTo(Math.sqrt(28 / 3), 12),
    ]);
    expect(fitted.residuals).toEqual([-2, -1, 3]);
    expect(historicalMean.fit([4], { season: 1 }).predict(1)).toMatchObject({
      mean: [4],
      intervals: { "80": { lower: [4] } },
    });
  });
});

describe("windowAverage", () => {
  test("by hand: 4, 2, 6, 8 over two values", () => {
    const fitted = windowAverageOf(2).fit([4, 2, 6, 8], { season: 1 });
    expect(fitted.predict(2).mean).toEqual([7, 7]);
    expect(fitted.fitted).toEqual([null, 4, 3, 4]);
    // errors -2, 3, 4: variance 29 / 3; alpha 2 / 3
    const errors = fitted.standardErrors(3);
    expect(errors[0]! ** 2).toBeCloseTo(29 / 3, 12);
    expect(errors[2]! ** 2).toBeCloseTo((29 / 3) * (1 + 2 * (4 / 9)), 12);
  });
  test("takes a season, else three values, and fewer with a note", () => {
    expect(windowAverage.fit([9, 1, 2, 3], { season: 1 }).predict(1).mean).toEqual([2]);
    expect(windowAverage.fit([9, 9, 1, 2, 3, 6], { season: 4 }).predict(1).mean).toEqual([3]);
    expect(windowAverage.fit([9, 1, 2, 3], { season: 12 }).predict(1).mean).toEqual([2]);
    const short = windowAverage.fit([1, 3], { season: 1 });
    expect(short.predict(1).mean).toEqual([2]);
    expect(short.notes).toEqual(["only 2 of 3 observations: their average"]);
  });
});

describe("seasonalWindowAverage", () => {
  test("by hand: three seasons of 2, the last two count", () => {
    const fitted = seasonalWindowAverage.fit([1, 10, 3, 20, 5, 60], { season: 2 });
    expect(fitted.predict(3).mean).toEqual([4, 40, 4]);
    expect(fitted.fitted).toEqual([null, null, 1, 10, 2, 15]);
    // errors 2, 10, 3, 45: variance 2138 / 4; alpha 2 / 3 from the third step on
    const errors = fitted.standardErrors(3);
    expect(errors[1]! ** 2).toBeCloseTo(534.5, 9);
    expect(errors[2]! ** 2).toBeCloseTo(534.5 * (1 + 4 / 9), 9);
  });
  test("says what it lacks", () => {
    expect(seasonalWindowAverage.fit([1, 2, 3], { season: 2 }).notes).toEqual([
      "only 1 of 2 seasons: their average",
    ]);
    const short = seasonalWindowAverage.fit([1, 7], { season: 4 });
    expect(short.predict(2).mean).toEqual([7, 7]);
    expect(short.notes).toEqual(["only 2 of 4 observations of a season: repeats the last value"]);
  });
});

test("a window of one value or season is naive, with the same intervals", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 6 }),
      (values, season) => {
        const same = (a: readonly number[], b: readonly number[]) =>
          a.forEach((one, h) => void expect(one).toBeCloseTo(b[h]!, 6));
        const one = windowAverageOf(1).fit(values, { season }).predict(7);
        const seasonal = seasonalWindowAverageOf(1).fit(values, { season }).predict(7);
        for (const [mine, theirs] of [
          [one, naive.fit(values, { season }).predict(7)],
          [seasonal, seasonalNaive.fit(values, { season }).predict(7)],
        ] as const) {
          expect(mine.mean).toEqual(theirs.mean);
          same(mine.intervals["80"]!.lower, theirs.intervals["80"]!.lower);
          same(mine.intervals["95"]!.upper, theirs.intervals["95"]!.upper);
        }
      },
    ),
  );
});
