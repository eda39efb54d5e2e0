import type { Direction, Point } from "@foresail/client";
import { expect, test } from "vitest";
import { bySeverity, judge, median } from "../../src/board/logic/baseline.ts";

const series = (values: readonly (number | null)[], partialLast = false): Point[] =>
  values.map((value, index) => ({
    period: new Date(Date.UTC(2025, index, 1)).toISOString().slice(0, 10),
    value,
    numerator: null,
    denominator: null,
    partial: partialLast && index === values.length - 1,
  }));
// Median 25, median absolute deviation 1.25: the band is 25 ± 2.5 x 1.4826 x 1.25 = 25 ± 4.63.
const year = [22, 23, 24, 25, 26, 27, 28, 23.5, 26.5, 24.5, 25.5, 25];

test("takes the mean of the two middle values where their number is even", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("says worse only outside the usual band, and knows which way is good", () => {
  expect(judge(series([...year, 19]), "up")).toMatchObject({ standing: "worse", median: 25, value: 19 });
  expect(judge(series([...year, 19]), "down")?.standing).toBe("better");
  expect(judge(series([...year, 21]), "up")?.standing).toBe("usual");
  expect(judge(series([...year, 31]), "neutral")?.standing).toBe("higher");
  expect(judge(series([...year, 21]), "up")?.band.lower).toBeCloseTo(20.37, 2);
});

test("judges the latest complete month by the twelve before it", () => {
  expect(judge(series([900, ...year, 19, 25], true), "up")).toMatchObject({ value: 19, standing: "worse" });
});

test("passes over undefined months, and says when there are too few", () => {
  expect(judge(series([...year, null, 19]), "up")?.standing).toBe("worse");
  expect(judge(series([25, 26, 24, 1]), "up")?.standing).toBe("early");
  expect(judge(series([null, null]), "up")).toBeNull();
});

test("falls back on the range of months that are mostly alike", () => {
  const flat = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7];
  expect(judge(series([...flat, 6]), "up")?.standing).toBe("usual");
  expect(judge(series([...flat, 4]), "up")?.standing).toBe("worse");
});

test("keeps the band of what is never negative at zero or above", () => {
  const values = [1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 5];
  expect(judge(series(values), "up")?.band.lower).toBe(0);
});

test("puts the worst first, then what is nearest to the edge", () => {
  const kpi = (name: string, value: number, good: Direction) => ({
    name,
    good,
    judgement: judge(series([...year, value]), good)!,
  });
  const order = bySeverity([
    kpi("usual", 26, "up"),
    kpi("better", 40, "up"),
    kpi("near", 21, "up"),
    kpi("worst", 5, "up"),
    kpi("worse", 35, "down"),
  ]);
  expect(order.map(({ name }) => name)).toEqual(["worst", "worse", "better", "near", "usual"]);
});
