import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectChanges } from "../../src/monitoring/detect-changes.ts";
import { noises, normal, seeded, simulate } from "../support/watch-simulation.ts";

/** Normal values about 100 with a spread of 10, shifted from a position on. */
function shifted(length: number, from: number, by: number, seed: number): number[] {
  const uniform = seeded(seed);
  return Array.from({ length }, (_, at) => 100 + 10 * normal(uniform) + (at >= from ? by : 0));
}

test("finds a shift of three spreads once, says when, which way and how far", () => {
  const changes = detectChanges(shifted(120, 90, -30, 3));
  expect(changes).toHaveLength(1);
  const [change] = changes;
  expect(change?.direction).toBe("down");
  expect(change?.start).toBeGreaterThanOrEqual(89);
  expect(change?.start).toBeLessThanOrEqual(91);
  expect(change?.found).toBeLessThanOrEqual(93);
  expect(change?.level).toBeGreaterThan(60);
  expect(change?.level).toBeLessThan(80);
  expect(change?.expected).toBeGreaterThan(95);
  expect(change?.expected).toBeLessThan(105);
  expect(change?.state).toBe("settled");
});

test("a change that goes back is one alert too, and marked so", () => {
  const values = shifted(140, 90, 60, 14).map((value, at) => (at >= 96 ? value - 60 : value));
  expect(detectChanges(values).map(({ start, state }) => [start, state])).toEqual([[90, "returned"]]);
});

test("two changes far apart are two alerts", () => {
  const values = shifted(200, 80, 50, 5).map((value, at) => (at >= 150 ? value - 80 : value));
  expect(detectChanges(values).map(({ start, direction }) => [start, direction])).toEqual([
    [80, "up"],
    [150, "down"],
  ]);
});

test("a single period far out makes no change, the second one does", () => {
  const values = shifted(80, 200, 0, 6);
  const once = values.map((value, at) => (at === 70 ? 400 : value));
  expect(detectChanges(once)).toEqual([]);
  const twice = values.map((value, at) => (at === 70 || at === 71 ? 400 : value));
  expect(detectChanges(twice)).toMatchObject([{ start: 70, found: 71 }]);
});

test("what is found at one look stays when later periods come, but for its state", () => {
  const values = shifted(130, 90, -30, 3);
  const whole = detectChanges(values)[0]!;
  for (const length of [whole.found + 1, whole.found + 3, 110]) {
    expect({ ...detectChanges(values.slice(0, length))[0], state: "" }).toEqual({ ...whole, state: "" });
  }
  expect(detectChanges(values.slice(0, whole.found))).toEqual([]);
  expect(detectChanges(values.slice(0, whole.found + 1))[0]?.state).toBe("open");
});

test("no look without 26 periods before the eight newest", () => {
  const jump = [...shifted(29, 99, 0, 7), 900, 900, 900, 900];
  expect(detectChanges(jump)).toEqual([]);
  expect(detectChanges([...shifted(30, 99, 0, 7), 900, 900, 900, 900])).toHaveLength(1);
});

test("no alert on constants, nor on a constant that changes", () => {
  expect(detectChanges(new Array<number>(200).fill(7))).toEqual([]);
  expect(detectChanges(new Array<number>(200).fill(0.1 + 0.2))).toEqual([]);
  expect(detectChanges([])).toEqual([]);
});

test("an intermittent series has no yardstick, and no alert", () => {
  // A deal of about 100 every fifth week, and four weeks in a row with one.
  const uniform = seeded(11);
  const week = (at: number): number => (at % 5 === 0 || at > 75 ? 100 + normal(uniform) : 0);
  expect(detectChanges(Array.from({ length: 80 }, (_, at) => week(at)))).toEqual([]);
  const never0 = Array.from({ length: 80 }, (_, at) => week(at) + 10 * normal(uniform));
  expect(detectChanges(never0).map(({ start }) => start)).toEqual([75]);
});

test("missing periods are left out, not taken for 0", () => {
  const values = shifted(120, 999, 0, 8).map((value, at) => (at % 5 === 0 ? null : value));
  expect(detectChanges(values)).toEqual([]);
});

test("a small volume mutes, the same series with a large one does not", () => {
  const values = shifted(120, 90, -30, 3);
  const volumes = (volume: number): number[] => values.map(() => volume);
  expect(detectChanges(values, { volumes: volumes(9), minimumVolume: 10 })).toEqual([]);
  expect(detectChanges(values, { volumes: volumes(10), minimumVolume: 10 })).toHaveLength(1);
});

test("a season that repeats is no change; without two of them it may be taken for one", () => {
  const uniform = seeded(9);
  const values = Array.from(
    { length: 200 },
    (_, at) => 100 + 40 * Math.sin((2 * Math.PI * at) / 52) + 5 * normal(uniform),
  );
  expect(detectChanges(values, { seasonLength: 52, leastReference: 104 })).toEqual([]);
});

test("a trend is no change", () => {
  const uniform = seeded(10);
  const values = Array.from({ length: 200 }, (_, at) => 100 + 2 * at + 10 * normal(uniform));
  expect(detectChanges(values)).toEqual([]);
});

test("scaling and shifting a series changes no position, direction, size or z", () => {
  const seeds = fc.integer({ min: 1, max: 1000 });
  const factors = fc.constantFrom(0.001, 0.5, 3, 1e6);
  fc.assert(
    fc.property(seeds, factors, fc.integer({ min: -10_000, max: 10_000 }), (seed, factor, shift) => {
      const values = shifted(110, 80, 35, seed);
      const plain = detectChanges(values);
      const moved = detectChanges(values.map((value) => value * factor + shift * factor));
      expect(moved.map(({ start, found, direction }) => [start, found, direction])).toEqual(
        plain.map(({ start, found, direction }) => [start, found, direction]),
      );
      moved.forEach(({ z, size, spread }, index) => {
        expect(z).toBeCloseTo(plain[index]!.z, 4);
        expect(size).toBeCloseTo(plain[index]!.size, 4);
        expect(spread / factor).toBeCloseTo(plain[index]!.spread, 4);
      });
    }),
    { numRuns: 25, seed: 1 },
  );
});

test("turning a series upside down turns its alerts", () => {
  const values = shifted(110, 80, 35, 12);
  const up = detectChanges(values);
  const down = detectChanges(values.map((value) => -value));
  expect(up.length).toBeGreaterThan(0);
  expect(down.map(({ start, z }) => [start, -z])).toEqual(up.map(({ start, z }) => [start, z]));
});

describe("measured on seeded series", () => {
  // 200 runs: the standard error of the rate is about 0.022, of the power about 0.03; docs/monitoring.md has more runs.
  test("three years of history: few false alarms, and most shifts of two spreads found within four weeks", () => {
    const { falseAlarms, power } = simulate(noises["normal, independent"]!, 156, 200, 3);
    expect(falseAlarms).toBeLessThan(0.16);
    expect(power).toBeGreaterThan(0.72);
  });

  test("half a year of history: no more false alarms, and less power", () => {
    const { falseAlarms, power } = simulate(noises["normal, independent"]!, 26, 200, 3);
    expect(falseAlarms).toBeLessThan(0.16);
    expect(power).toBeGreaterThan(0.45);
    expect(power).toBeLessThan(0.75);
  });
});
