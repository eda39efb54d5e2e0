import { describe, expect, test } from "vitest";
import { coverage } from "../../src/accuracy/coverage.ts";
import { weightedAbsolutePercentageError } from "../../src/accuracy/weighted-absolute-percentage-error.ts";
import { weightedQuantileLoss } from "../../src/accuracy/weighted-quantile-loss.ts";
import { InvalidArgumentError } from "../../src/errors.ts";
import { calibration } from "../../src/record/calibration.ts";
import { frozenQuantiles } from "../../src/record/frozen-quantiles.ts";
import type { ScoredPoint } from "../../src/record/scored-points.ts";

const pointAt = (actual: number, forecast = 100, levels = ["80", "95"]): ScoredPoint => ({
  snapshot: "s",
  kind: "model",
  label: "m",
  origin: "2026-01-01",
  period: "2026-01-01",
  position: 0,
  lag: 1,
  actual,
  forecast,
  error: actual - forecast,
  intervals: Object.fromEntries(
    levels.map((level) => {
      const reach = level === "80" ? 10 : 20;
      return [level, { lower: forecast - reach, upper: forecast + reach }];
    }),
  ),
  seasonalNaive: null,
});
/** One in each bin, bounds and the median among them: 70 | 80 | 90 100 | 101 110 | 120 | 121. */
const points = [70, 80, 90, 100, 101, 110, 120, 121].map((actual) => pointAt(actual));

describe("frozenQuantiles", () => {
  test("reads bounds as quantiles and the point as the median", () => {
    const { actual, quantiles, omitted } = frozenQuantiles([pointAt(97), pointAt(210, 200)]);
    expect(actual).toEqual([97, 210]);
    expect(omitted).toBe(0);
    expect(quantiles).toEqual([
      { probability: 0.025, values: [80, 180] },
      { probability: 0.1, values: [90, 190] },
      { probability: 0.5, values: [100, 200] },
      { probability: 0.9, values: [110, 210] },
      { probability: 0.975, values: [120, 220] },
    ]);
  });
  test("leaves points without a level out, and counts them", () => {
    const mixed = [pointAt(1), pointAt(2, 100, ["80"]), pointAt(3, 100, [])];
    expect(frozenQuantiles(mixed)).toMatchObject({ actual: [1], omitted: 2 });
    expect(frozenQuantiles(mixed, [80])).toMatchObject({ actual: [1, 2], omitted: 1 });
    expect(frozenQuantiles(mixed, []).actual).toEqual([1, 2, 3]);
    expect(() => frozenQuantiles(mixed, [0.8, 195])).toThrow(InvalidArgumentError);
  });
  test("the median alone scores WAPE", () => {
    const { actual, quantiles } = frozenQuantiles(points, []);
    const forecast = points.map((point) => point.forecast);
    expect(weightedQuantileLoss(actual, quantiles)).toBeCloseTo(
      weightedAbsolutePercentageError(actual, forecast)!,
      12,
    );
  });
});

describe("calibration", () => {
  test("by hand", () => {
    const bins = calibration(points);
    expect(bins.map(({ hits }) => hits)).toEqual([1, 1, 2, 2, 1, 1]);
    expect(bins.map(({ expected }) => expected)).toEqual(
      [0.025, 0.075, 0.4, 0.4, 0.075, 0.025].map((share) => expect.closeTo(share, 12)),
    );
    expect(bins[2]).toMatchObject({ from: 0.1, to: 0.5, n: 8, share: 0.25 });
    expect(bins[2]!.lower).toBeLessThan(0.25);
  });
  test("the bins inside an interval are its coverage", () => {
    const bins = calibration(points);
    const actual = points.map((point) => point.actual);
    const within = (from: number, to: number) =>
      bins.filter((bin) => bin.from >= from && bin.to <= to).reduce((sum, { share }) => sum + share!, 0);
    const covers = (level: string) =>
      coverage(
        actual,
        points.map(({ intervals }) => intervals[level]!.lower),
        points.map(({ intervals }) => intervals[level]!.upper),
      );
    expect(within(0.1, 0.9)).toBe(covers("80"));
    expect(within(0.025, 0.975)).toBe(covers("95"));
  });
  test("has no share without points", () =>
    expect(calibration([])[0]).toMatchObject({ n: 0, hits: 0, share: null, lower: null }));
});
