import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Histogram, mean, quantile } from "../../src/query/quantile.ts";

function histogram(values: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe("quantile", () => {
  test.each([
    [[10, 20, 60], 0.5, 20],
    [[10, 20, 60], 0.9, 52],
    [[1, 2, 3, 10], 0.5, 2.5],
    [[7], 0.9, 7],
    [[3, 3, 3, 9], 0.5, 3],
  ])("uses the type-7 method: %j at %d is %d", (values, q, expected) => {
    expect(quantile(histogram(values), q)).toBe(expected);
  });

  test("is undefined without values", () => {
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect(mean(new Map())).toBeNull();
  });

  test("agrees with the definition on sorted lists: x[k] + (x[k+1] - x[k]) * fraction", () => {
    const days = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(days, fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1), (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const position = (sorted.length - 1) * q;
        const low = sorted[Math.floor(position)] ?? 0;
        const high = sorted[Math.ceil(position)] ?? 0;
        const expected = low + (high - low) * (position - Math.floor(position));
        // The list's formula rounds where the histogram's does not: a last digit may differ.
        expect(quantile(histogram(values), q)).toBeCloseTo(expected, 9);
      }),
    );
  });

  test("the mean is the sum over the count", () => {
    expect(mean(histogram([10, 20, 60]))).toBe(30);
  });
});
