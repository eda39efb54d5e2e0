import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AdaptiveConformal,
  adaptiveHalfWidth,
  observeAdaptiveConformal,
  startAdaptiveConformal,
} from "../../src/intervals/adaptive-conformal.ts";
import { conformalIntervals } from "../../src/intervals/conformal-intervals.ts";

describe("conformalIntervals", () => {
  const errors = (sizes: readonly (readonly number[])[]) =>
    sizes.flatMap((list, h) => list.map((error) => ({ lag: h + 1, error })));
  test("take the conformal rank at each lag", () => {
    // n = 9: rank ceil(10 * 0.8) = 8, and ceil(10 * 0.5) = 5
    const list = [[-1, 2, -3, 4, -5, 6, -7, 8, -9]];
    const { "50": narrow, "80": wide } = conformalIntervals([100], errors(list), [80, 50]);
    expect(narrow).toEqual({ lower: [95], upper: [105] });
    expect(wide).toEqual({ lower: [92], upper: [108] });
  });
  test("never narrow with the lag, and keep the floor", () => {
    const { "80": interval } = conformalIntervals([3, 3], errors([[5], [1]]), [80], 0);
    expect(interval).toEqual({ lower: [0, 0], upper: [8, 8] });
  });
  test("a lag without errors is named", () => {
    expect(() => conformalIntervals([1, 2], errors([[1]]), [80])).toThrow(/at lag 2/);
  });
  test("cover a new error as often as they say, if errors are exchangeable", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 10, maxLength: 60 }),
        (all) => {
          const inside = all.filter((left, i) => {
            const rest = all.filter((_, k) => k !== i).map((error) => ({ lag: 1, error }));
            const { lower, upper } = conformalIntervals([0], rest, [80])["80"]!;
            return left >= lower[0]! && left <= upper[0]!;
          });
          expect(inside.length / all.length).toBeGreaterThanOrEqual(0.8 - 1e-12);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("adaptive conformal inference", () => {
  const follow = (start: AdaptiveConformal, errors: readonly number[]) => {
    let state = start;
    let misses = 0;
    for (const error of errors) {
      const width = adaptiveHalfWidth(state);
      if (width !== null && Math.abs(error) > width) misses++;
      state = observeAdaptiveConformal(state, error);
    }
    return { state, misses };
  };
  test("narrows after a hit, widens after a miss", () => {
    const start = startAdaptiveConformal(80, { rate: 0.1, scores: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(adaptiveHalfWidth(start)).toBe(8);
    expect(observeAdaptiveConformal(start, 1).missRate).toBeCloseTo(0.22, 12);
    expect(observeAdaptiveConformal(start, -20).missRate).toBeCloseTo(0.12, 12);
    expect(start.missRate).toBeCloseTo(0.2, 12);
  });
  test("says null where nothing but everything would do", () => {
    expect(adaptiveHalfWidth(startAdaptiveConformal(80))).toBeNull();
    expect(adaptiveHalfWidth(startAdaptiveConformal(80, { scores: [1, 2] }))).toBeNull();
  });
  test("keeps no more scores than its window", () => {
    expect(follow(startAdaptiveConformal(80, { window: 5 }), [1, 2, 3, 4, 5, 6, 7]).state.scores).toEqual([
      3, 4, 5, 6, 7,
    ]);
  });
  test("misses as often as it says on any errors whatever: the bound of Gibbs and Candès, proposition 4.1", () => {
    const errors = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), {
      minLength: 50,
      maxLength: 300,
    });
    fc.assert(
      fc.property(errors, fc.constantFrom(50, 80, 95), fc.constantFrom(0.02, 0.1), (list, level, rate) => {
        const { misses } = follow(startAdaptiveConformal(level, { rate }), list);
        const wanted = 1 - level / 100;
        const bound = (Math.max(wanted, 1 - wanted) + rate) / (rate * list.length);
        expect(Math.abs(misses / list.length - wanted)).toBeLessThanOrEqual(bound + 1e-12);
      }),
    );
  });
  test("regains its level after the errors have grown tenfold", () => {
    const errors = Array.from({ length: 600 }, (_, t) => (t < 200 ? 1 : 10) * (((t * 37) % 101) / 100));
    const { state } = follow(startAdaptiveConformal(80), errors.slice(0, 300));
    const { misses } = follow(state, errors.slice(300));
    expect(misses / 300).toBeGreaterThan(0.15);
    expect(misses / 300).toBeLessThan(0.25);
  });
});
