import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { naturalLogarithm } from "../../src/internal/natural-logarithm.ts";

describe("natural logarithm", () => {
  test("agrees with the engine's to the last digits over the whole range", () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        expect(Math.abs(naturalLogarithm(x) - Math.log(x))).toBeLessThanOrEqual(
          1e-15 * Math.abs(Math.log(x)),
        );
      }),
      { numRuns: 2000 },
    );
  });
  test("keeps its relative precision near 1", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e-3, max: 1e-3, noNaN: true }), (d) => {
        expect(Math.abs(naturalLogarithm(1 + d) - Math.log(1 + d))).toBeLessThanOrEqual(
          1e-15 * Math.abs(Math.log(1 + d)),
        );
      }),
    );
  });
  test("is exact where the result is", () => {
    expect(naturalLogarithm(1)).toBe(0);
    expect(naturalLogarithm(2)).toBe(Math.LN2);
    expect(naturalLogarithm(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(naturalLogarithm(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(naturalLogarithm(-1)).toBeNaN();
  });
});
