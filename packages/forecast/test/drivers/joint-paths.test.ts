import { describe, expect, test } from "vitest";
import { couplePaths } from "../../src/drivers/couple-paths.ts";
import { forecastDrivers } from "../../src/drivers/forecast-drivers.ts";
import { jointPaths } from "../../src/drivers/joint-paths.ts";
import { summarizePaths } from "../../src/drivers/path-summary.ts";
import { forecastPaths } from "../../src/forecast-paths.ts";
import { correlationShrinkage } from "../../src/hierarchy/correlation-shrinkage.ts";
import { residualTable } from "../../src/hierarchy/residual-table.ts";
import { normalQuantile } from "../../src/internal/normal-quantile.ts";
import { sampleQuantile } from "../../src/intervals/path-statistics.ts";

const COUNT = 4000;
const normalValues = Array.from({ length: COUNT }, (_, i) => normalQuantile((i + 0.5) / COUNT));
/** Residuals whose correlation is `share` over sqrt(share^2 + (1 - share)^2), roughly. */
const waves = (share: number, phase: number) =>
  Array.from({ length: 60 }, (_, t) => share * Math.sin(t * t) + (1 - share) * Math.cos(phase * t * t + t));
const at = (paths: readonly (readonly number[])[], h: number) => paths.map((path) => path[h]!);

function correlation(a: readonly number[], b: readonly number[]): number {
  const average = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const spread = (x: readonly number[], y: readonly number[]) =>
    average(x.map((one, i) => (one - average(x)) * (y[i]! - average(y))));
  return spread(a, b) / Math.sqrt(spread(a, a) * spread(b, b));
}

describe("couplePaths", () => {
  test("the ratio of two lognormals has the quantiles of the formula", () => {
    // log ratio: normal with variance s1^2 + s2^2 - 2 r s1 s2
    const residuals = [waves(0.8, 2), waves(0.8, 3)];
    const table = residualTable(residuals);
    const raw = table.standardized[0]!.reduce((sum, x, t) => sum + x * table.standardized[1]![t]!, 0) / 60;
    const r = (1 - correlationShrinkage(table)) * raw;
    expect(r).toBeGreaterThan(0.7);
    const [s1, s2] = [0.3, 0.4];
    const { paths } = couplePaths(
      [s1, s2].map((s, i) => ({
        paths: normalValues.map((z) => [Math.exp(s * z)]),
        residuals: residuals[i]!,
      })),
      7,
    );
    const ratios = paths[0]!.map((path, p) => path[0]! / paths[1]![p]![0]!);
    const sigma = Math.sqrt(s1 ** 2 + s2 ** 2 - 2 * r * s1 * s2);
    // three standard errors of the quantiles of 4,000 draws are about 4 % of sigma at the median, 8 % at the tails
    expect(Math.abs(Math.log(sampleQuantile(ratios, 0.5)))).toBeLessThan(0.06 * sigma);
    for (const [p, z] of [
      [0.1, -1.2816],
      [0.9, 1.2816],
      [0.025, -1.96],
      [0.975, 1.96],
    ] as const) {
      expect(Math.abs(Math.log(sampleQuantile(ratios, p)) - z * sigma)).toBeLessThan(0.12 * sigma);
    }
  });
  test("keeps what each series and period is, and how periods of a series hang together", () => {
    const walk = normalValues.map((z, i) => [z, z + normalValues[(i * 1571) % COUNT]!]);
    const { paths } = couplePaths(
      [
        { paths: walk, residuals: waves(1, 2) },
        { paths: walk, residuals: waves(1, 2) },
      ],
      3,
    );
    for (const list of paths) {
      for (const h of [0, 1])
        expect(at(list, h).sort((a, b) => a - b)).toEqual(at(walk, h).sort((a, b) => a - b));
      // a random walk of two steps: sqrt(1 / 2)
      expect(correlation(at(list, 0), at(list, 1))).toBeCloseTo(Math.SQRT1_2, 1);
    }
    expect(correlation(at(paths[0]!, 1), at(paths[1]!, 1))).toBeGreaterThan(0.97);
  });
  test("series without common residuals are independent", () => {
    const flat = normalValues.map((z) => [z]);
    const none = Array.from({ length: 20 }, () => null);
    const { paths, shrinkage } = couplePaths(
      [
        { paths: flat, residuals: none },
        { paths: flat, residuals: none },
      ],
      3,
    );
    expect(shrinkage).toBe(1);
    expect(Math.abs(correlation(at(paths[0]!, 0), at(paths[1]!, 0)))).toBeLessThan(0.05);
  });
});

describe("jointPaths", () => {
  const sales = [80, 95, 90, 110, 100, 120, 115, 130, 125, 140, 132, 151];
  const costs = sales.map((x, t) => 0.5 * x + ((t * 5) % 7));
  test("each driver has the distribution of forecastPaths, and opposite drivers opposite futures", () => {
    const opposite = sales.map((x) => 300 - x);
    const { paths, shrinkage } = jointPaths({ sales, opposite }, { horizon: 3, paths: 400 });
    const alone = forecastPaths(sales, { horizon: 3, paths: 400 });
    for (const h of [0, 1, 2]) {
      expect(at(paths.sales!, h).sort((a, b) => a - b)).toEqual(at(alone, h).sort((a, b) => a - b));
      expect(correlation(at(paths.sales!, h), at(paths.opposite!, h))).toBeLessThan(-0.5);
    }
    expect(shrinkage).toBeLessThan(0.5);
  });
  test("the same seed gives the same futures; a third driver leaves bounds and length", () => {
    const draw = (seed: number) => jointPaths({ sales, costs }, { horizon: 2, paths: 50, seed });
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
    const { paths } = jointPaths(
      { sales: { values: sales, lowest: 140, highest: 150 } },
      { horizon: 4, paths: 99 },
    );
    expect(Math.min(...paths.sales!.flat())).toBe(140);
    expect(Math.max(...paths.sales!.flat())).toBe(150);
  });
  test("missing values and constants do no harm", () => {
    const { paths } = jointPaths(
      { sales: [...sales.slice(0, 10), null, null], five: [5, 5, 5, 5] },
      { horizon: 2, paths: 20 },
    );
    expect(paths.five!.flat().every((x) => x === 5)).toBe(true);
    expect(paths.sales!.flat().every(Number.isFinite)).toBe(true);
    expect(paths.sales![0]).toHaveLength(2);
  });
  test("refuses no driver and bounds that cross", () => {
    expect(() => jointPaths({}, { horizon: 1 })).toThrow(/at least one series/);
    expect(() => jointPaths({ a: { values: [1], lowest: 2, highest: 1 } }, { horizon: 1 })).toThrow(
      /drivers\.a\.lowest/,
    );
  });
});

describe("summarizePaths", () => {
  test("by hand, with undefined paths", () => {
    const paths = [
      [1, 1],
      [2, null],
      [3, 5],
      [6, 7],
    ];
    const summary = summarizePaths(paths, { levels: [50], mostUndefined: 0.25 });
    expect(summary.mean).toEqual([3, null]);
    expect(summary.median).toEqual([2.5, 5]);
    expect(summary.intervals).toEqual({ "50": { lower: [1.75, 3], upper: [3.75, 6] } });
    expect(summary.undefinedShare).toEqual([0, 0.25]);
    expect(summarizePaths(paths).median).toEqual([2.5, null]);
    expect(summarizePaths(paths).intervals["80"]!.upper[1]).toBeNull();
  });
  test("refuses no paths and shares out of range", () => {
    expect(() => summarizePaths([])).toThrow(/at least 1/);
    expect(() => summarizePaths([[1]], { mostUndefined: 1 })).toThrow(/1 excluded, got 1/);
  });
});

test("a formula that gives NaN is named, with its step", () => {
  expect(() =>
    forecastDrivers({
      drivers: { a: [1, 1, 1, 1] },
      formula: (_, __, step) => (step < 2 ? 1 : Number.NaN),
      horizon: 2,
    }),
  ).toThrow(/formula gave NaN at step 2; return null/);
});

test("lifetime value: defined while churn stays away from 0, else withheld", () => {
  const arpa = [50, 52, 51, 53, 54, 53, 55, 56, 55, 57];
  const lifetimeValue = (churn: readonly number[]) =>
    forecastDrivers({
      drivers: { arpa, churn: { values: churn, lowest: 0, highest: 1 } },
      formula: (driver) => (driver.churn! > 0 ? (0.8 * driver.arpa!) / driver.churn! : null),
      horizon: 3,
      paths: 300,
    }).outcome;
  const steady = lifetimeValue([0.021, 0.019, 0.02, 0.022, 0.02, 0.019, 0.021, 0.02, 0.018, 0.021]);
  // about 0.8 * 57 / 0.02
  expect(steady.median[0]!).toBeGreaterThan(1900);
  expect(steady.median[0]!).toBeLessThan(2700);
  const rare = lifetimeValue([0, 0, 0.02, 0, 0, 0.01, 0, 0, 0, 0.02]);
  expect(rare.median).toEqual([null, null, null]);
  expect(rare.undefinedShare[0]!).toBeGreaterThan(0.05);
});
