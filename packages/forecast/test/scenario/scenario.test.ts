import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecastDrivers } from "../../src/drivers/forecast-drivers.ts";
import { jointPaths } from "../../src/drivers/joint-paths.ts";
import { forecastPaths } from "../../src/forecast-paths.ts";
import { equalGroups, periodTotals } from "../../src/scenario/period-totals.ts";
import { scenario } from "../../src/scenario/scenario.ts";
import { targetOutlook } from "../../src/scenario/target-outlook.ts";
import { value } from "../support/arbitraries.ts";

const added = [40, 43, 38, 45, 47, 41, 46, 50, 44, 49, 52, 48];
const churnRate = [0.03, 0.028, 0.034, 0.031, 0.026, 0.03, 0.033, 0.029, 0.027, 0.031, 0.03, 0.028];
const plan = {
  drivers: { added, churnRate: { values: churnRate, lowest: 0, highest: 1 } },
  formula: (driver: Readonly<Record<string, number>>, opening: number | null) =>
    opening! * (1 - driver.churnRate!) + driver.added!,
  start: 1000,
  horizon: 6,
  paths: 300,
  seed: 5,
};

describe("scenario", () => {
  test("constant drivers by hand: 16 to 12 to 10, with half the churn from the second on to 13", () => {
    const {
      base,
      scenario: other,
      difference,
    } = scenario({
      drivers: { added: [4, 4, 4, 4], churnRate: [0.5, 0.5, 0.5, 0.5] },
      formula: plan.formula,
      start: 16,
      horizon: 2,
      adjust: { churnRate: { multiply: 0.5, from: 2 } },
    });
    expect(base.mean).toEqual([12, 10]);
    expect(other.mean).toEqual([12, 13]);
    expect(difference.intervals["95"]).toEqual({ lower: [0, 3], upper: [0, 3] });
  });
  test("the base is what forecastDrivers says", () => {
    const { base, basePaths } = scenario({ ...plan, adjust: { added: { add: 5 } } });
    const { outcome, paths } = forecastDrivers(plan);
    expect(base).toEqual(outcome);
    expect(basePaths).toEqual(paths);
  });
  test("a function and plain data that say the same give the same", () => {
    const byFunction = scenario({ ...plan, adjust: { churnRate: (x, step) => (step >= 3 ? x * 0.9 : x) } });
    expect(scenario({ ...plan, adjust: { churnRate: { multiply: 0.9, from: 3 } } })).toEqual(byFunction);
  });
  test("less churn is never worse on any path, since both see the same shocks", () => {
    const { difference, basePaths, scenarioPaths, base } = scenario({
      ...plan,
      adjust: { churnRate: (x) => x * 0.9 },
    });
    basePaths.forEach((path, p) => {
      path.forEach((before, h) => {
        expect(scenarioPaths[p]![h]!).toBeGreaterThanOrEqual(before!);
      });
    });
    const width = ({
      lower,
      upper,
    }: {
      lower: readonly (number | null)[];
      upper: readonly (number | null)[];
    }) => upper[5]! - lower[5]!;
    expect(width(difference.intervals["80"]!)).toBeLessThan(0.2 * width(base.intervals["80"]!));
  });
  test("set, multiply and add in this order, lists in theirs, results within bounds", () => {
    const drivers = { rate: { values: [0.5, 0.5, 0.5, 0.5], lowest: 0, highest: 1 } };
    const run = (adjust: Parameters<typeof scenario>[0]["adjust"]) =>
      scenario({ drivers, formula: ({ rate }) => rate!, horizon: 3, paths: 10, adjust }).scenario.median;
    expect(run({ rate: { set: 0.2, multiply: 2, add: 0.1, to: 1 } })).toEqual([0.5, 0.5, 0.5]);
    expect(run({ rate: { set: 0.25, from: 2, to: 2 } })).toEqual([0.5, 0.25, 0.5]);
    expect(run({ rate: [{ add: 0.25 }, { multiply: 0.5, from: 3 }] })).toEqual([0.75, 0.75, 0.375]);
    expect(run({ rate: { multiply: 5 } })).toEqual([1, 1, 1]);
    expect(run({ rate: { add: -2 } })).toEqual([0, 0, 0]);
  });
  test("refuses unknown drivers, empty changes and what is no number", () => {
    const run = (adjust: Parameters<typeof scenario>[0]["adjust"]) => () =>
      scenario({ ...plan, paths: 2, adjust });
    expect(run({ churn: { add: 1 } })).toThrow(/"churn", which is no driver; did you mean churnRate/);
    expect(run({ added: {} })).toThrow(/adjust\.added changes nothing/);
    expect(run({ added: { add: 1, from: 0 } })).toThrow(
      /adjust\.added\.from must be an integer of 1 or more/,
    );
    expect(run({ added: () => Number.NaN })).toThrow(/adjust\.added gave NaN/);
  });
});

describe("totals", () => {
  const history = [80, 95, 90, 110, 100, 120, 115, 130, 125, 140, 132, 151];
  const paths = forecastPaths(history, { horizon: 6, paths: 500 });
  test("of two paths by hand", () => {
    const groups = [
      { from: 1, to: 2 },
      { from: 3, to: 3, booked: 100 },
    ];
    const { mean, median, intervals } = periodTotals(
      [
        [1, 2, 3],
        [3, 4, 5],
      ],
      groups,
      { levels: [50] },
    );
    expect(mean).toEqual([5, 104]);
    expect(median).toEqual([5, 104]);
    expect(intervals["50"]).toEqual({ lower: [4, 103.5], upper: [6, 104.5] });
  });
  test("vary less than the sum of the months' intervals, more than if months were independent", () => {
    const months = periodTotals(paths, equalGroups(6, 1), { levels: [80] }).intervals["80"]!;
    const all = periodTotals(paths, equalGroups(6, 6), { levels: [80] }).intervals["80"]!;
    const widths = months.upper.map((upper, h) => upper! - months.lower[h]!);
    const width = all.upper[0]! - all.lower[0]!;
    expect(width).toBeLessThan(widths.reduce((sum, one) => sum + one, 0));
    expect(width).toBeGreaterThan(Math.sqrt(widths.reduce((sum, one) => sum + one * one, 0)));
  });
  test("of skewed months: the median of the sum is not the sum of medians", () => {
    const skewed = Array.from({ length: 64 }, (_, i) =>
      [0, 1, 2].map((k) => ((i >> (2 * k)) % 4 === 3 ? 12 : 0)),
    );
    const { median } = periodTotals(skewed, equalGroups(3, 1));
    expect(median).toEqual([0, 0, 0]);
    // 27 of 64 paths have no month of 12, so the middle one has one
    expect(periodTotals(skewed, equalGroups(3, 3)).median).toEqual([12]);
  });
  test("groups of a quarter, the last one shorter", () => {
    expect(equalGroups(7, 3)).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 6 },
      { from: 7, to: 7 },
    ]);
    expect(() => periodTotals(paths, [{ from: 1, to: 9 }])).toThrow(/to must be 6 or less/);
  });
});

describe("targetOutlook", () => {
  test("by hand", () => {
    const paths = [
      [10, 20],
      [20, 30],
      [30, 40],
      [40, 50],
    ];
    const { probability, expected, gap, requiredRunRate, expectedRunRate, reached } = targetOutlook(paths, {
      target: 90,
      booked: 30,
    });
    // totals 60, 80, 100, 120
    expect([probability, expected, gap, requiredRunRate, expectedRunRate]).toEqual([0.5, 90, 0, 30, 30]);
    expect(reached.p50).toBe(90);
    const end = targetOutlook(paths, { target: 35, measure: "end" });
    expect([end.probability, end.gap, end.requiredRunRate]).toEqual([0.5, 0, null]);
    expect(targetOutlook(paths, { target: 35, measure: "end", to: 1 }).probability).toBe(0.25);
  });
  test("the chance never rises with the target, and run rates scale", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }),
        value,
        fc.nat({ max: 10_000 }),
        (paths, target, more) => {
          const low = targetOutlook(paths, { target });
          const high = targetOutlook(paths, { target: target + more });
          expect(high.probability).toBeLessThanOrEqual(low.probability);
          expect(high.requiredRunRate!).toBeGreaterThanOrEqual(low.requiredRunRate!);
        },
      ),
    );
  });
  test("what 9 of 10 paths reach is reached by 9 of 10", () => {
    const { paths } = jointPaths({ added }, { horizon: 4, paths: 1001 });
    const list = paths.added!;
    const { reached } = targetOutlook(list, { target: 0 });
    expect(targetOutlook(list, { target: reached.p90 }).probability).toBeCloseTo(0.9, 2);
    expect(targetOutlook(list, { target: reached.p10 }).probability).toBeCloseTo(0.1, 2);
  });
  test("takes the paths of a scenario; undefined ones are refused, and undefined in totals", () => {
    const { basePaths, scenarioPaths } = scenario({ ...plan, adjust: { churnRate: { multiply: 0.5 } } });
    const chance = (paths: typeof basePaths) =>
      targetOutlook(paths, { target: 1130, measure: "end" }).probability;
    expect(chance(scenarioPaths)).toBeGreaterThan(chance(basePaths));
    expect(() => targetOutlook([[1], [null]], { target: 1 })).toThrow(/paths\[1\]\[0\] is undefined/);
    const totals = periodTotals(
      [
        [1, 2],
        [null, 4],
      ],
      [
        { from: 1, to: 2 },
        { from: 2, to: 2 },
      ],
    );
    expect(totals.mean).toEqual([null, 3]);
    expect(totals.undefinedShare).toEqual([0.5, 0]);
  });
  test("refuses no paths and no number", () => {
    expect(() => targetOutlook([], { target: 1 })).toThrow(/at least 1/);
    expect(() => targetOutlook([[1]], { target: Number.NaN })).toThrow(/target must be a finite number/);
  });
});
