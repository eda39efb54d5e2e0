import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../src/errors.ts";
import { dieboldMarianoTest } from "../../src/evaluation/diebold-mariano.ts";
import { normalDeviates } from "../../src/internal/normal-deviates.ts";
import { randomStream } from "../../src/internal/random.ts";
import { studentProbability } from "../../src/internal/student-probability.ts";

// Expected values: numpy 2.4, scipy 1.17; d = abs(other)**p - abs(own)**p, c = d - d.mean(),
// v = sum((1 if k == 0 else 2) * w[k] * sum(c[k:] * c[:n-k]) / n for k in range(h)) / n, w = 1 (or 1 - k/h: Bartlett),
// s = d.mean() / sqrt(v) * sqrt((n + 1 - 2*h + h*(h-1)/n) / n), p-value = 2 * scipy.stats.t.sf(abs(s), n - 1)
const own = [1.2, -0.8, 0.5, 2.1, -1.7, 0.3, -0.9, 1.4, -0.2, 0.6, 1.1, -1.3];
const other = [1.9, -1.1, -0.4, 2.6, -1.2, 1.5, -2.0, 0.7, -1.6, 1.8, 0.2, -2.4];
const waves = [3, 2.5, 2.2, -0.4, -1, -0.8, 1.2, 2.2, 2.6, 0.4, -1.8, -2.1];

describe("dieboldMarianoTest", () => {
  test.each([
    [other, 1, 2, 1.3108333333333337, 2.334199981445239, 0.039574980742931885, "equal"],
    [other, 2, 1, 0.44166666666666665, 5.358283875973844, 0.00023087317565381087, "equal"],
    [waves, 3, 2, 2.245833333333334, 1.5594140810243013, 0.14718744393795735, "equal"],
    // equal weights give a negative variance here
    [other, 3, 2, 1.3108333333333337, 4.272576344112624, 0.0013149786936880734, "bartlett"],
  ] as const)("reference values %#", (against, horizon, power, difference, statistic, pValue, weights) => {
    const result = dieboldMarianoTest(own, against, { horizon, power })!;
    expect(result.difference).toBeCloseTo(difference, 12);
    expect(result.statistic).toBeCloseTo(statistic, 10);
    expect(result.pValue).toBeCloseTo(pValue, 12);
    expect(result.weights).toBe(weights);
    expect(result.n).toBe(12);
  });
  test("turns its sign when the two are swapped, at the same p-value", () => {
    const errors = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(errors, errors, fc.integer({ min: 1, max: 3 }), (a, b, horizon) => {
        const n = Math.min(a.length, b.length);
        const one = dieboldMarianoTest(a.slice(0, n), b.slice(0, n), { horizon });
        const two = dieboldMarianoTest(b.slice(0, n), a.slice(0, n), { horizon });
        expect((one?.statistic ?? 0) + (two?.statistic ?? 0)).toBe(0);
        expect(one?.pValue).toBe(two?.pValue);
      }),
    );
  });
  test("does not depend on the unit, however small or large", () => {
    const plain = dieboldMarianoTest(own, other)!;
    for (const unit of [1e-200, 1e-3, 1e150]) {
      const scaled = dieboldMarianoTest(
        own.map((error) => error * unit),
        other.map((error) => error * unit),
      )!;
      expect(scaled.statistic).toBeCloseTo(plain.statistic, 9);
    }
    expect(dieboldMarianoTest([0, 0, 0, 0], [5e-324, 0, 5e-324, 0])!.statistic).toBeGreaterThan(0);
    expect(dieboldMarianoTest([0, 0, 0], [0, 0, 0])).toBeNull();
  });
  test("does not exist where losses never differ, always differ by the same, or are too few", () => {
    expect(dieboldMarianoTest([1, -2, 3], [-1, 2, -3])).toBeNull();
    expect(dieboldMarianoTest([1, 1, 1, 1], [2, 2, 2, 2])).toBeNull();
    expect(dieboldMarianoTest([1], [2])).toBeNull();
    expect(dieboldMarianoTest([1, 2, 3], [2, 1, 5], { horizon: 3 })).toBeNull();
  });
  test("refuses other powers and unequal lengths", () => {
    expect(() => dieboldMarianoTest([1, 2], [1, 2], { power: 3 as 2 })).toThrow("power must be 1 or 2");
    expect(() => dieboldMarianoTest([1, 2], [1])).toThrow(InvalidArgumentError);
  });
  test("rejects equal forecasts in about 5 of 100 series of 24", () => {
    const random = randomStream(29);
    let rejections = 0;
    for (let run = 0; run < 4000; run++) {
      const result = dieboldMarianoTest(normalDeviates(random, 24), normalDeviates(random, 24));
      if (result!.pValue < 0.05) rejections++;
    }
    // binomial: 4,000 runs, standard deviation 0.34 %; squared losses are skewed
    expect(rejections / 4000).toBeGreaterThan(0.03);
    expect(rejections / 4000).toBeLessThan(0.065);
  });
});

test.each([
  // scipy: 1 - 2 * stats.t.sf(t, nu)
  [2.5, 1, 0.7577621168183132],
  [2.5, 2, 0.8703882797784892],
  [0.3, 5, 0.2237509577367255],
  [-1.7, 8, 0.8724471302967657],
  [4.2, 11, 0.9985144153870457],
  [1.2, 30, 0.7604696491103377],
])("studentProbability(%d, %d)", (t, degrees, expected) =>
  expect(studentProbability(t, degrees)).toBeCloseTo(expected, 13),
);
