import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autoForecast, type Forecast } from "../src/auto-forecast.ts";
import { forecastPaths } from "../src/forecast-paths.ts";
import { drift } from "../src/models/drift.ts";
import { linearTrend } from "../src/models/linear-trend.ts";
import { naive } from "../src/models/naive.ts";
import { seasonalNaive } from "../src/models/seasonal-naive.ts";

/** Series that break forecasters: constant, spiked, empty of all but zeros, alternating, gigantic, minute, with gaps. */
const unit = fc.constantFrom(1, 1, 1, 1e-300, 5e-324, 1e300, 1e-9, 1e15);
const ordinary = fc.double({ min: -100, max: 100, noNaN: true });
const item = fc.oneof(
  { weight: 6, arbitrary: ordinary },
  { weight: 3, arbitrary: fc.constantFrom(0, 0, 1, -1, 100) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const shaped = fc.oneof(
  fc.array(item, { minLength: 1, maxLength: 24 }),
  fc
    .tuple(ordinary, fc.integer({ min: 1, max: 24 }))
    .map(([value, n]) => new Array<number | null>(n).fill(value)),
  fc
    .tuple(ordinary, ordinary, fc.integer({ min: 2, max: 24 }))
    .map(([a, b, n]) => Array.from({ length: n }, (_, t) => (t % 2 === 0 ? a : b))),
  fc
    .tuple(ordinary, fc.integer({ min: 4, max: 24 }), fc.nat(), fc.constantFrom(1e3, 1e9, -1e6))
    .map(([value, n, where, spike]) =>
      Array.from({ length: n }, (_, t) => (t === where % n ? value * spike : value)),
    ),
  fc
    .tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.integer({ min: 4, max: 24 }))
    .map(([growth, n]) => Array.from({ length: n }, (_, t) => Math.exp(growth * t))),
);
const nasty = fc
  .tuple(shaped, unit, fc.boolean())
  .map(([values, factor, absolute]) =>
    values.map((value) => {
      if (value === null) return null;
      const scaled = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value * factor));
      return absolute ? Math.abs(scaled) : scaled;
    }),
  )
  .filter((values) => values.some((value) => value !== null));
const options = fc.record({
  horizon: fc.integer({ min: 1, max: 13 }),
  season: fc.constantFrom(1, 2, 4, 7, 12),
});

/** What must hold of every forecast of these values; the name of what does not. */
function flawOf(
  values: readonly (number | null)[],
  { mean, intervals, candidates }: Forecast,
): string | null {
  const levels = Object.keys(intervals).sort((a, b) => Number(a) - Number(b));
  const lowest = Math.min(...values.filter((value) => value !== null));
  for (const [h, point] of mean.entries()) {
    if (!Number.isFinite(point)) return `mean[${h}] is ${point}`;
    let lower = point;
    let upper = point;
    for (const level of levels) {
      const bounds = intervals[level]!;
      if (!(bounds.lower[h]! <= lower && bounds.upper[h]! >= upper))
        return `level ${level} is not nested at ${h}`;
      lower = bounds.lower[h]!;
      upper = bounds.upper[h]!;
      if (!Number.isFinite(upper - 0) || !Number.isFinite(lower - 0))
        return `level ${level} is not finite at ${h}`;
    }
    if (lowest >= 0 && lower < 0) return `negative at ${h}`;
  }
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  return Math.abs(total - 1) < 1e-9 ? null : `weights add up to ${total}`;
}

describe("on 10,000 nasty series", () => {
  test("auto is finite, nested and non-negative where the series is", () => {
    fc.assert(
      fc.property(nasty, options, (values, asked) => {
        const flaw = flawOf(values, autoForecast(values, { ...asked, levels: [50, 80, 95, 99.9] }));
        if (flaw) throw new Error(flaw);
      }),
      { numRuns: 10_000, seed: 20_261_122 },
    );
  }, 60_000);
});

describe("identities", () => {
  const series = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40 });
  test("twice the series is twice the forecast, to the last bit", () => {
    fc.assert(
      fc.property(series, options, fc.constantFrom(2, 0.25, 2 ** 40), (values, asked, factor) => {
        const once = autoForecast(values, asked);
        const scaled = autoForecast(
          values.map((value) => value * factor),
          asked,
        );
        expect(scaled.mean).toEqual(once.mean.map((value) => value * factor));
        expect(scaled.candidates.map(({ weight }) => weight)).toEqual(
          once.candidates.map(({ weight }) => weight),
        );
      }),
      { numRuns: 200 },
    );
  });
  test("additive models move with the series; auto does not, since growth is a matter of level", () => {
    fc.assert(
      fc.property(
        series,
        options,
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.constantFrom(naive, seasonalNaive, drift, linearTrend),
        (values, asked, shift, model) => {
          // a negative value keeps the floor of 0 out of it
          const whole = [-20_000, ...values];
          const moved = whole.map((value) => value + shift);
          const once = autoForecast(whole, { ...asked, model });
          const shifted = autoForecast(moved, { ...asked, model });
          for (const [h, value] of once.mean.entries())
            expect(shifted.mean[h]! - shift).toBeCloseTo(value, 4);
        },
      ),
      { numRuns: 200 },
    );
  });
  test("missing values at the start change nothing but a note", () => {
    fc.assert(
      fc.property(series, options, fc.integer({ min: 1, max: 5 }), (values, asked, count) => {
        const { notes: _, ...whole } = autoForecast(values, asked);
        const { notes, ...padded } = autoForecast([...new Array<null>(count).fill(null), ...values], asked);
        expect(padded).toEqual(whole);
        expect(notes[0]).toContain("at the start left out");
      }),
      { numRuns: 100 },
    );
  });
  test("forecasts remember nothing: their order does not matter", () => {
    fc.assert(
      fc.property(fc.array(series, { minLength: 2, maxLength: 5 }), options, (list, asked) => {
        const forward = list.map((values) => autoForecast(values, asked));
        const backward = [...list].reverse().map((values) => autoForecast(values, asked));
        expect(backward.reverse()).toEqual(forward);
      }),
      { numRuns: 30 },
    );
  });
  test("a longer horizon begins like a short one where no backtest depends on it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }), (values) => {
        const long = autoForecast(values, { horizon: 9 }).mean;
        expect(autoForecast(values, { horizon: 3 }).mean).toEqual(long.slice(0, 3));
      }),
    );
  });
  test("paths are finite and non-negative where the series is", () => {
    fc.assert(
      fc.property(nasty, options, (values, asked) => {
        const drawn = forecastPaths(values, { ...asked, paths: 7 }).flat();
        const lowest = Math.min(...values.filter((value) => value !== null));
        return drawn.every((value) => Number.isFinite(value) && (lowest < 0 || value >= 0));
      }),
      { numRuns: 300 },
    );
  });
});
