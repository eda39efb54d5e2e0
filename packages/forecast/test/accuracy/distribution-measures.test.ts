import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { continuousRankedProbabilityScore } from "../../src/accuracy/continuous-ranked-probability-score.ts";
import { meanAbsoluteError } from "../../src/accuracy/mean-absolute-error.ts";
import { pinballLoss } from "../../src/accuracy/pinball-loss.ts";
import { pitHistogram } from "../../src/accuracy/pit-histogram.ts";
import { pitUniformity } from "../../src/accuracy/pit-uniformity.ts";
import { probabilityIntegralTransform } from "../../src/accuracy/probability-integral-transform.ts";
import { quantileRankedProbabilityScore } from "../../src/accuracy/quantile-ranked-probability-score.ts";
import { weightedAbsolutePercentageError } from "../../src/accuracy/weighted-absolute-percentage-error.ts";
import { weightedQuantileLoss } from "../../src/accuracy/weighted-quantile-loss.ts";
import { InvalidArgumentError } from "../../src/errors.ts";
import { pairs, value } from "../support/arbitraries.ts";

// Expected values: numpy 2.4, scipy 1.17, with y and f as here and q[p] = f + norm.ppf(p) * 5.
const y = [112, 118, 132, 129, 121, 135];
const f = [110, 120, 125, 131, 126, 130];
/** norm.ppf(p) for p = 0.1, 0.25, 0.5, 0.75, 0.9. */
const deviates: Record<string, number> = {
  "0.1": -1.2815515655446004,
  "0.25": -0.6744897501960817,
  "0.5": 0,
  "0.75": 0.6744897501960817,
  "0.9": 1.2815515655446004,
};
const quantiles = Object.entries(deviates).map(([probability, deviate]) => ({
  probability: Number(probability),
  values: f.map((point) => point + deviate * 5),
}));

describe("quantile losses", () => {
  // np.mean(np.where(y >= q[p], p * (y - q[p]), (1 - p) * (q[p] - y)))
  test.each([
    [0.1, 0.7241091161056336],
    [0.25, 1.3227040625817008],
    [0.5, 1.9166666666666667],
    [0.75, 1.510629270751635],
    [0.9, 0.6561494781517997],
  ])("pinball loss at %d", (probability, expected) => {
    const { values } = quantiles.find((quantile) => quantile.probability === probability)!;
    expect(pinballLoss(y, values, probability)).toBeCloseTo(expected, 10);
  });
  test("weighted quantile loss: np.mean([2 * pinball[p] * 6 / np.sum(y) for p in q])", () =>
    expect(weightedQuantileLoss(y, quantiles)).toBeCloseTo(0.01969560994138935, 10));
  test("CRPS of quantiles: 2 * sum(w * pinball), w = np.diff of midpoints between 0 and 1", () =>
    expect(quantileRankedProbabilityScore(y, quantiles)).toBeCloseTo(2.574757174656769, 10));
  test("pinball loss at 0.5 is half the mean absolute error", () => {
    fc.assert(
      fc.property(pairs, ({ actual, forecast }) => {
        expect(pinballLoss(actual, forecast, 0.5)! * 2).toBeCloseTo(meanAbsoluteError(actual, forecast)!, 6);
      }),
    );
  });
  test("weighted quantile loss of the median alone is WAPE", () => {
    const median = [{ probability: 0.5, values: f }];
    expect(weightedQuantileLoss(y, median)).toBeCloseTo(weightedAbsolutePercentageError(y, f)!, 12);
  });
  test("symmetric quantiles of a point mass score its absolute error", () => {
    fc.assert(
      fc.property(pairs, ({ actual, forecast }) => {
        const mass = [0.05, 0.3, 0.7, 0.95].map((probability) => ({ probability, values: forecast }));
        const error = meanAbsoluteError(actual, forecast)!;
        // rounding of four weighted sums
        expect(Math.abs(quantileRankedProbabilityScore(actual, mass)! - error)).toBeLessThan(
          1e-9 * (1 + error),
        );
      }),
    );
  });
  test("no quantile is better than the true one: the 0.8-quantile of 1 to 100 is 80", () => {
    const actual = Array.from({ length: 100 }, (_, i) => i + 1);
    const loss = (guess: number) =>
      pinballLoss(
        actual,
        actual.map(() => guess),
        0.8,
      )!;
    for (const guess of [60, 75, 85, 99]) expect(loss(guess)).toBeGreaterThan(loss(80));
  });
  test("does not exist without observations, or over actuals of 0", () => {
    expect(pinballLoss([], [], 0.5)).toBeNull();
    expect(quantileRankedProbabilityScore([], [{ probability: 0.5, values: [] }])).toBeNull();
    expect(weightedQuantileLoss([0, 0], [{ probability: 0.5, values: [1, 2] }])).toBeNull();
  });
  test("refuses probabilities in percent, unordered, or none", () => {
    expect(() => pinballLoss([1], [1], 90)).toThrow("90 % is 0.9");
    expect(() => weightedQuantileLoss([1], [])).toThrow(InvalidArgumentError);
    expect(() => quantileRankedProbabilityScore(y, quantiles.toReversed())).toThrow("ascending");
  });
});

describe("CRPS of an ensemble", () => {
  test("is the integral of (F(x) - 1[y <= x])^2: np.sum over the steps of the joint grid", () => {
    const paths = [
      [1, 4, 2.5, 7],
      [3, 3, 8, 1],
      [2, 9, 6, 4],
      [5, 5, 1, 2],
      [0, 6, 3, 3],
    ];
    // np.mean([sum((g[i+1]-g[i]) * (np.mean(m<=g[i]) - (y<=g[i]))**2 ...) for each period]) = 1.075
    expect(continuousRankedProbabilityScore([2, 7, 3, 6], paths)).toBeCloseTo(1.075, 12);
  });
  test("of a point mass is the absolute error", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 4 }), ({ actual, forecast }, copies) => {
        const error = meanAbsoluteError(actual, forecast)!;
        const score = continuousRankedProbabilityScore(actual, new Array(copies).fill(forecast))!;
        expect(Math.abs(score - error)).toBeLessThan(1e-9 * (1 + error));
      }),
    );
  });
  test("agrees with the double sum over pairs of members", () => {
    fc.assert(
      fc.property(value, fc.array(value, { minLength: 1, maxLength: 12 }), (actual, members) => {
        const size = members.length;
        const distance = members.reduce((sum, member) => sum + Math.abs(member - actual), 0) / size;
        const spread = members.flatMap((a) => members.map((c) => Math.abs(a - c))).reduce((s, d) => s + d, 0);
        const score = continuousRankedProbabilityScore(
          [actual],
          members.map((member) => [member]),
        )!;
        // values reach 1e6
        expect(Math.abs(score - (distance - spread / (2 * size * size)))).toBeLessThan(1e-7);
      }),
    );
  });
  test("does not exist without observations, and needs paths of the right length", () => {
    expect(continuousRankedProbabilityScore([], [[]])).toBeNull();
    expect(() => continuousRankedProbabilityScore([1], [])).toThrow(InvalidArgumentError);
    expect(() => continuousRankedProbabilityScore([1], [[1, 2]])).toThrow(InvalidArgumentError);
  });
});

describe("probability integral transform", () => {
  test("counts ties half", () => {
    expect(
      probabilityIntegralTransform(
        [2, 0, 9],
        [
          [1, 1, 1],
          [2, 2, 2],
          [3, 3, 3],
        ],
      ),
    ).toEqual([0.5, 0, 1]);
  });
  test("its histogram shows a valley where intervals are too narrow", () => {
    const narrow = [[-0.1], [0], [0.1]].map(([offset]) => new Array(8).fill(offset));
    const transform = probabilityIntegralTransform([-3, -2, -1, 0, 1, 2, 3, 4], narrow);
    expect(pitHistogram(transform, 4)).toEqual([3, 0, 1, 4]);
  });
  test("refuses values that are no shares", () => {
    expect(() => pitHistogram([0.5, 1.5])).toThrow("values[1] is 1.5");
    expect(() => pitUniformity([Number.NaN])).toThrow(InvalidArgumentError);
  });
  test("evenness as scipy.stats.kstest(values, 'uniform')", () => {
    const even = [0.03, 0.12, 0.15, 0.31, 0.33, 0.48, 0.52, 0.77, 0.81, 0.97, 0.02, 0.64];
    const uneven = [0.01, 0.02, 0.04, 0.05, 0.11, 0.12, 0.2, 0.33, 0.41, 0.58];
    expect(pitUniformity(even)!.statistic).toBeCloseTo(0.18333333333333332, 12);
    // the p-value is asymptotic: within 0.022, and within 0.001 below 0.1
    expect(Math.abs(pitUniformity(even)!.pValue - 0.7508806604163404)).toBeLessThan(0.022);
    expect(pitUniformity(uneven)!.statistic).toBeCloseTo(0.5, 12);
    expect(Math.abs(pitUniformity(uneven)!.pValue - 0.0077774099999996515)).toBeLessThan(0.001);
  });
  test("says nothing below 8 values, and 1 for values as even as can be", () => {
    expect(pitUniformity([0.5])).toBeNull();
    expect(pitUniformity(Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100))!.pValue).toBe(1);
  });
});
