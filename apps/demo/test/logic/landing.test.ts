import type { Point } from "@foresail/client";
import { expect, test } from "vitest";
import { landBalance, landQuarter } from "../../src/board/logic/landing.ts";

const point = (period: string, value: number | null, partial = false): Point => ({
  period,
  value,
  numerator: null,
  denominator: null,
  partial,
});
const months = ["2026-10-01", "2026-11-01", "2026-12-01"];
const forecast = {
  periods: ["2026-11-01", "2026-12-01"],
  forecast: { mean: [50, 60], intervals: { 80: { lower: [30, 40], upper: [70, 90] } } },
};

test("takes complete months as they are and adds the forecasts of the others, bound by bound", () => {
  const points = [point("2026-10-01", 100), point("2026-11-01", 10, true)];
  expect(landQuarter(months, points, forecast)).toEqual({
    soFar: 110,
    value: 210,
    ranges: { 80: { lower: 170, upper: 260 } },
  });
});

test("lands a running month at what it holds already, or above", () => {
  const points = [point("2026-10-01", 100), point("2026-11-01", 55, true)];
  expect(landQuarter(months, points, forecast)).toEqual({
    soFar: 155,
    value: 215,
    ranges: { 80: { lower: 195, upper: 260 } },
  });
});

test("knows nothing of a month that is neither over nor forecast", () => {
  expect(landQuarter(months, [point("2026-10-01", 100, true)], forecast)).toBeNull();
});

test("finds a balance among the periods of its forecast", () => {
  expect(landBalance("2026-12-01", forecast)).toEqual({
    value: 60,
    ranges: { 80: { lower: 40, upper: 90 } },
  });
  expect(landBalance("2027-01-01", forecast)).toBeNull();
});
