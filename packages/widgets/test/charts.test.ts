import fc from "fast-check";
import { expect, test } from "vitest";
import { decimate } from "../src/charts/decimate.ts";
import { labelledPeriods } from "../src/charts/layout.ts";
import { nearest } from "../src/charts/nearest.ts";
import { areaPath, linePath } from "../src/charts/path.ts";
import { extent, linearScale } from "../src/charts/scale.ts";
import { spread } from "../src/charts/spread.ts";
import { niceTicks, tickStep, valueAxis } from "../src/charts/ticks.ts";

const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });

test("a scale maps the ends of its domain to the ends of its range, and the middle to the middle", () => {
  expect(linearScale([0, 10], [100, 0])(5)).toBe(50);
  expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
  fc.assert(
    fc.property(number, number, (a, b) => {
      fc.pre(Math.abs(a - b) > 1e-3);
      const scale = linearScale([a, b], [0, 100]);
      expect(scale(a)).toBe(0);
      expect(scale(b)).toBeCloseTo(100, 9);
    }),
  );
});

test("the extent leaves out what is missing", () => {
  expect(extent([3, null, 1, undefined])).toEqual([1, 3]);
  expect(extent([null])).toBeUndefined();
});

test("tick steps are 1, 2 or 5 times a power of ten", () => {
  expect([tickStep(100, 5), tickStep(1, 4), tickStep(700, 4), tickStep(13, 4)]).toEqual([20, 0.2, 200, 5]);
});

test("ticks cover the data, are evenly spaced and few", () => {
  fc.assert(
    fc.property(number, number, fc.integer({ min: 2, max: 10 }), (a, b, count) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      fc.pre(high - low > 1e-6 * Math.max(1, Math.abs(high), Math.abs(low)));
      const { domain, ticks } = niceTicks(low, high, count);
      expect(domain[0]).toBeLessThanOrEqual(low);
      expect(domain[1]).toBeGreaterThanOrEqual(high);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(2 * count + 3);
      const step = ticks[1]! - ticks[0]!;
      for (let i = 1; i < ticks.length; i++)
        expect(Math.abs(ticks[i]! - ticks[i - 1]! - step)).toBeLessThan(step * 1e-3);
    }),
  );
});

test("ticks of one value hold it in the middle", () => {
  expect(niceTicks(0, 0).domain).toEqual([-0.6, 0.6]);
  expect(niceTicks(100, 100).ticks).toEqual([40, 60, 80, 100, 120, 140, 160]);
});

test("an axis keeps zero unless that flattens the data, and says when it is cut", () => {
  expect(valueAxis(10, 100)).toMatchObject({ cut: false, domain: [0, 100] });
  expect(valueAxis(90, 100)).toMatchObject({ cut: true });
  expect(valueAxis(90, 100, true)).toMatchObject({ cut: false });
  expect(valueAxis(-5, 5).cut).toBe(false);
  expect(valueAxis(-100, -90).cut).toBe(true);
});

test("decimation keeps the lowest, highest, first and last of every pixel column, in order", () => {
  const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null, freq: 8 });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 600 }),
      fc.integer({ min: 5, max: 60 }),
      (y, width) => {
        const x = y.map((_, i) => (i / y.length) * width);
        const kept = decimate(x, y, width);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        for (let column = 0; column < width; column++) {
          const all = x.flatMap((at, i) => (Math.floor(at) === column ? [i] : []));
          const some = all.filter((i) => kept.includes(i));
          expect(extent(some.map((i) => y[i]))).toEqual(extent(all.map((i) => y[i])));
          expect(some[0]).toBe(all[0]);
          expect(some.at(-1)).toBe(all.at(-1));
          expect(some.some((i) => y[i] == null)).toBe(all.some((i) => y[i] == null));
        }
        expect(kept.length).toBeLessThanOrEqual(Math.max(2 * width, 5 * (width + 1)));
      },
    ),
    { numRuns: 60 },
  );
});

test("decimation leaves short lines alone", () => {
  expect(decimate([0, 1, 2], [5, 5, 5], 2)).toEqual([0, 1, 2]);
});

test("a line breaks at what is missing, and a lone point is a dot", () => {
  expect(linePath([0, 10, 20], [5, null, 7])).toBe("M0 5h0M20 7h0");
  expect(linePath([0, 10, 20], [5, 6.04, 7])).toBe("M0 5L10 6L20 7");
});

test("an area runs along its upper line and back along its lower one", () => {
  expect(areaPath([0, 10], [8, 9], [2, 1])).toBe("M0 2L10 1L10 9L0 8Z");
  expect(areaPath([], [], [])).toBe("");
});

test("binary search finds the same as looking at every point", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
      fc.integer({ min: -10, max: 1010 }),
      (list, target) => {
        const sorted = list.toSorted((a, b) => a - b);
        const best = Math.min(...sorted.map((one) => Math.abs(one - target)));
        expect(Math.abs(sorted[nearest(sorted, target)]! - target)).toBe(best);
      },
    ),
  );
  expect(nearest([], 3)).toBe(-1);
});

test("labels are moved apart, in order, inside their bounds, and not without need", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }), (wanted) => {
      const places = spread(wanted, 16, 0, 300);
      const sorted = places.toSorted((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++)
        expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(16 - 1e-9);
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted.at(-1)).toBeLessThanOrEqual(300);
    }),
  );
  expect(spread([50, 52], 14, 0, 100)).toEqual([44, 58]);
  expect(spread([10, 90], 14, 0, 100)).toEqual([10, 90]);
});

test("period labels stand at steps of the calendar and keep their distance", () => {
  const periods = Array.from({ length: 36 }, (_, i) =>
    new Date(Date.UTC(2024, i, 1)).toISOString().slice(0, 10),
  );
  const x = periods.map((_, i) => i * 10);
  const labelled = labelledPeriods(periods, "month", x, 56).map((i) => periods[i]!.slice(5, 7));
  expect(new Set(labelled)).toEqual(new Set(["01", "07"]));
});
