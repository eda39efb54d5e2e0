import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError } from "../../src/errors.ts";
import { backwardSolve } from "../../src/internal/cholesky.ts";
import { linearTrend } from "../../src/models/linear-trend.ts";
import { naive } from "../../src/models/naive.ts";
import { calendarRegressors } from "../../src/models/regression/calendar-regressors.ts";
import { dayNumber, daysOfPeriod, easterSunday, weekday } from "../../src/models/regression/days.ts";
import { eventRegressors } from "../../src/models/regression/event-regressors.ts";
import { stepEffects, withKnownEffects } from "../../src/models/regression/known-effects.ts";
import { factorColumns, projectOut } from "../../src/models/regression/least-squares.ts";
import { regression } from "../../src/models/regression/regression.ts";

const none = { season: 1 };
const noise = Array.from({ length: 120 }, (_, t) => Math.sin(t * t));
const months = (count: number, year = 2023) =>
  Array.from(
    { length: count },
    (_, i) => `${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`,
  );

describe("QR factorisation", () => {
  test("has orthonormal columns, a triangle with a positive diagonal, and gives X back", () => {
    const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (columns) => {
        const { basis, triangle, dependent } = factorColumns(columns);
        fc.pre(dependent < 0);
        const size = columns.length;
        for (let a = 0; a < size; a++) {
          expect(triangle[a * size + a]).toBeGreaterThan(0);
          for (let b = 0; b < size; b++) {
            const product = basis[a]!.reduce((sum, value, t) => sum + value * basis[b]![t]!, 0);
            expect(product).toBeCloseTo(a === b ? 1 : 0, 10);
          }
          for (let t = 0; t < 6; t++) {
            const back = basis.reduce((sum, unit, k) => sum + unit[t]! * triangle[a * size + k]!, 0);
            expect(back).toBeCloseTo(columns[a]![t]!, 9);
          }
        }
      }),
      { seed: 2 },
    );
  });
  test("names the first column that others already give", () => {
    expect(
      factorColumns([
        [1, 1, 1],
        [1, 2, 3],
        [3, 5, 7],
      ]).dependent,
    ).toBe(2);
    expect(factorColumns([[0, 0, 0]]).dependent).toBe(0);
  });
  test("keeps digits that normal equations lose", () => {
    // x differs from 1e8 by -1, 0, 1: its square has no room for the difference
    const { basis, triangle } = factorColumns([
      [1, 1, 1],
      [1e8 - 1, 1e8, 1e8 + 1],
    ]);
    const target = Float64Array.of(3, 5, 7);
    const [, slope] = backwardSolve(triangle, projectOut(basis, target));
    expect(slope).toBeCloseTo(2, 6);
  });
});

describe("regression with independent errors", () => {
  // Sxx = 10, Sxy = 9, squared residuals sum to 1.9 over three degrees of freedom
  const model = regression({ regressors: { x: [0, 1, 2, 3, 4, 5] } });
  const fitted = model.fit([1, 3, 2, 4, 5], none);
  test("is ordinary least squares, with standard errors", () => {
    const [constant, slope] = fitted.coefficients;
    expect(constant).toMatchObject({ name: "mean" });
    expect(constant!.estimate).toBeCloseTo(1.2, 12);
    expect(slope!.estimate).toBeCloseTo(0.9, 12);
    expect(slope!.standardError).toBeCloseTo(Math.sqrt(1.9 / 3 / 10), 12);
    expect(constant!.standardError).toBeCloseTo(Math.sqrt((1.9 / 3) * (1 / 5 + 4 / 10)), 12);
  });
  test("predicts with the variance of coefficients and of the error", () => {
    expect(fitted.predict(1).mean[0]).toBeCloseTo(1.2 + 0.9 * 5, 12);
    expect(fitted.standardErrors(1)[0]).toBeCloseTo(Math.sqrt((1.9 / 3) * (1 + 1 / 5 + 9 / 10)), 12);
  });
  test("residuals are what is left", () => {
    [-0.2, 0.9, -1, 0.1, 0.2].forEach((value, t) => {
      expect(fitted.residuals[t]).toBeCloseTo(value, 12);
    });
  });
  test("with a trend alone it is the linear trend", () => {
    const values = noise.slice(0, 30).map((value, t) => 5 + value + t / 3);
    const mine = regression({ regressors: {}, trend: true }).fit(values, none);
    const other = linearTrend.fit(values, none);
    mine.predict(4).mean.forEach((value, h) => {
      expect(value).toBeCloseTo(other.predict(4).mean[h]!, 9);
      expect(mine.standardErrors(4)[h]).toBeCloseTo(other.standardErrors(4)[h]!, 9);
    });
  });
});

describe("regression with autocorrelated errors", () => {
  const level: number[] = [];
  noise.forEach((value, t) => {
    level.push(0.7 * (level[t - 1] ?? 0) + value);
  });
  const x = Array.from({ length: 130 }, (_, t) => (t % 7 === 0 ? 1 : 0));
  const values = level.map((value, t) => 50 + 4 * x[t]! + value);
  test("is generalised least squares at the estimated phi (Prais and Winsten)", () => {
    const fitted = regression({ regressors: { x }, errors: "ar1" }).fit(values, none);
    const phi = fitted.parameters.ar1!;
    expect(phi).toBeGreaterThan(0.5);
    const first = Math.sqrt(1 - phi * phi);
    const turn = (column: readonly number[]) =>
      values.map((_, t) => (t === 0 ? first * column[0]! : column[t]! - phi * column[t - 1]!));
    const [a, b, y] = [turn(values.map(() => 1)), turn(x), turn(values)];
    const dot = (p: readonly number[], q: readonly number[]) => p.reduce((sum, v, t) => sum + v * q[t]!, 0);
    const determinant = dot(a, a) * dot(b, b) - dot(a, b) ** 2;
    expect(fitted.parameters.x).toBeCloseTo((dot(a, a) * dot(b, y) - dot(a, b) * dot(a, y)) / determinant, 8);
    expect(fitted.parameters.mean).toBeCloseTo(
      (dot(b, b) * dot(a, y) - dot(a, b) * dot(b, y)) / determinant,
      8,
    );
  });
  test("ARIMA errors find the same effect in a wandering series", () => {
    let sum = 0;
    const wandering = noise.map((value, t) => {
      sum += value;
      return 100 + sum + 4 * x[t]!;
    });
    const fitted = regression({ regressors: { x }, errors: "arima" }).fit(wandering, none);
    expect(Math.abs(fitted.parameters.x! - 4)).toBeLessThan(0.5);
    const { mean } = fitted.predict(10);
    // 126 is a multiple of 7: the seventh period ahead has the effect
    expect(mean[6]! - mean[5]!).toBeGreaterThan(3);
  });
  test("a regressor that seasonal differences would wipe out keeps its place", () => {
    const quarter = Array.from({ length: 60 }, (_, t) => (t % 4 === 2 ? 1 : 0));
    const seasonal = Array.from(
      { length: 48 },
      (_, t) => 20 + 9 * quarter[t]! + [0, 3, 0, 6][t % 4]! + noise[t]! / 5,
    );
    const fitted = regression({ regressors: { quarter }, errors: "arima" }).fit(seasonal, { season: 4 });
    expect(fitted.coefficients.map(({ name }) => name)).toContain("quarter");
    for (const value of fitted.predict(8).mean) expect(Number.isFinite(value)).toBe(true);
  });
});

describe("regression refuses, naming the regressor,", () => {
  const values = [1, 3, 2, 5, 4, 6, 5, 8];
  test("missing future values", () => {
    const fitted = regression({ regressors: { promo: [0, 1, 0, 0, 1, 0, 0, 1, 1] } }).fit(values, none);
    expect(fitted.predict(1).mean).toHaveLength(1);
    const message =
      "regressors.promo has 1 future values, 3 periods are to be forecast: give its values for all of them";
    expect(() => fitted.predict(3)).toThrow(message);
    expect(() => fitted.standardErrors(3)).toThrow(message);
    expect(() => fitted.simulate(3, 1, 1)).toThrow(message);
  });
  test("a history without its values", () => {
    expect(() => regression({ regressors: { promo: [0, 1] } }).fit(values, none)).toThrow(
      "regressors.promo has 2 values for a history of 8",
    );
  });
  test("constants and combinations", () => {
    const a = [1, 2, 3, 5, 8, 9, 4, 2];
    const twice = a.map((value) => 2 * value + 1);
    expect(() => regression({ regressors: { a, twice } }).fit(values, none)).toThrow(
      /"twice" is constant or/,
    );
    expect(() => regression({ regressors: { one: a.map(() => 1) } }).fit(values, none)).toThrow(/"one"/);
  });
  test("NaN and reserved names; and says how many observations it needs", () => {
    expect(() => regression({ regressors: { a: [1, Number.NaN] } })).toThrow("regressors.a[1] is NaN");
    expect(() => regression({ regressors: { trend: [1, 2] } })).toThrow(InvalidArgumentError);
    expect(() => regression({ regressors: { a: [1, 2, 4] } }).fit([1, 2, 3], none)).toThrow(
      InsufficientDataError,
    );
  });
});

test("regression stays finite on nasty series and follows their unit", () => {
  const value = fc.constantFrom(0, 1, 2, 5, 1e6, -3);
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 8, maxLength: 30 }),
      fc.constantFrom("independent" as const, "ar1" as const, "arima" as const),
      (values, errors) => {
        const promo = Array.from({ length: 40 }, (_, t) => (t % 3 === 1 ? 1 : 0));
        const model = regression({ regressors: { promo }, errors });
        const one = model.fit(values, { season: 4 }).predict(4);
        const other = model
          .fit(
            values.map((v) => v * 1024),
            { season: 4 },
          )
          .predict(4);
        one.mean.forEach((forecast, h) => {
          expect(Number.isFinite(forecast)).toBe(true);
          // a power of two, so that rounding is the same
          expect(other.mean[h]).toBeCloseTo(forecast * 1024, 6);
        });
      },
    ),
    { numRuns: 60, seed: 3 },
  );
});

describe("calendar", () => {
  test("Easter Sundays", () => {
    const known = [
      "1961-04-02",
      "2000-04-23",
      "2008-03-23",
      "2024-03-31",
      "2025-04-20",
      "2026-04-05",
      "2038-04-25",
    ];
    for (const date of known) expect(easterSunday(Number(date.slice(0, 4)))).toBe(dayNumber(date));
  });
  test("weekdays: 1 January 1970 was a Thursday, 31 December 1969 a Wednesday", () => {
    expect(weekday(0)).toBe(3);
    expect(weekday(-1)).toBe(2);
    expect(weekday(dayNumber("2026-11-22"))).toBe(6);
  });
  test("periods end where the next begins", () => {
    const length = (date: string, grain: "day" | "week" | "month" | "quarter" | "year") => {
      const { start, end } = daysOfPeriod(date, grain);
      return end - start;
    };
    expect(length("2024-02-01", "month")).toBe(29);
    expect(length("2023-02-15", "month")).toBe(28);
    expect(length("2026-10-01", "quarter")).toBe(92);
    expect(length("2024-01-01", "year")).toBe(366);
    expect(length("2026-03-29", "week")).toBe(7);
    expect(() => length("2026-01-31", "month")).toThrow(/cannot begin on 2026-01-31/);
  });
  test("working days of 2026's first months, less days off", () => {
    const dates = months(3, 2026);
    expect(calendarRegressors({ grain: "month", dates }).working_days).toEqual([22, 20, 22]);
    const daysOff = ["2026-01-01", "2026-01-03"];
    expect(calendarRegressors({ grain: "month", dates, daysOff }).working_days).toEqual([21, 20, 22]);
  });
  test("trading days are counts of a weekday minus Sundays", () => {
    // August 2026 has five Saturdays, Sundays and Mondays; February four of each
    const columns = calendarRegressors({
      grain: "month",
      dates: months(8, 2026),
      effects: ["trading_days", "period_length"],
    });
    expect(columns["trading_days.monday"]![7]).toBe(0);
    expect(columns["trading_days.tuesday"]![7]).toBe(-1);
    expect(columns["trading_days.friday"]![1]).toBe(0);
    expect(columns.period_length!.slice(0, 3)).toEqual([31, 28, 31]);
    expect(Object.keys(columns)).toHaveLength(7);
  });
  test("leap days and Easter's share of months", () => {
    const columns = calendarRegressors({
      grain: "month",
      dates: months(28),
      effects: ["leap_day", "easter"],
    });
    expect(columns.leap_day!.indexOf(1)).toBe(13);
    expect(columns.leap_day!.reduce((sum, value) => sum + value, 0)).toBe(1);
    // 2023: Easter on 9 April, its eight days from 1 April; 2024: on 31 March
    expect(columns.easter![3]).toBe(1);
    expect(columns.easter![14]).toBe(1);
    expect(columns.easter![15]).toBe(0);
    // 2026: Easter on 5 April, days from 28 March: four of eight in March
    const later = calendarRegressors({ grain: "month", dates: months(5, 2026), effects: ["easter"] });
    expect(later.easter).toEqual([0, 0, 0.5, 0.5, 0]);
  });
  test("weekday columns of days have Monday as their base; named holidays count their days", () => {
    const dates = [
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
      "2026-11-28",
      "2026-11-29",
    ];
    const columns = calendarRegressors({ grain: "day", dates, holidays: { thanksgiving: ["2026-11-26"] } });
    expect(columns["weekdays.tuesday"]).toEqual([0, 1, 0, 0, 0, 0, 0]);
    expect(columns["weekdays.sunday"]).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(columns["weekdays.monday"]).toBeUndefined();
    expect(columns.thanksgiving).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });
  test("leaves out columns that never change, and refuses gaps and weekdays of months", () => {
    const options = { grain: "month" as const, dates: months(3), effects: ["leap_day" as const] };
    expect(calendarRegressors(options)).toEqual({});
    expect(() => calendarRegressors({ ...options, dates: ["2026-01-01", "2026-03-01"] })).toThrow(
      "dates[1] is 2026-03-01, which is not the month after 2026-01-01",
    );
    expect(() => calendarRegressors({ ...options, effects: ["weekdays"] })).toThrow(/use trading_days/);
    expect(() => calendarRegressors({ ...options, holidays: { leap_day: [] } })).toThrow(/two columns/);
  });
  test("a regression recovers the value of a working day", () => {
    const dates = months(42);
    const calendar = calendarRegressors({ grain: "month", dates });
    const values = calendar.working_days!.slice(0, 36).map((days, t) => 100 + 5 * days + noise[t]!);
    const fitted = regression({ regressors: calendar }).fit(values, { season: 12 });
    expect(Math.abs(fitted.parameters.working_days! - 5)).toBeLessThan(0.5);
  });
});

describe("known events", () => {
  const dates = months(4);
  test("level shifts stay, pulses do not", () => {
    const events = [
      { name: "prices", date: "2023-02-20", kind: "level_shift" },
      { name: "fair", date: "2023-02-27", until: "2023-03-02", kind: "pulse" },
    ] as const;
    expect(eventRegressors({ grain: "month", dates, events })).toEqual({
      prices: [0, 1, 1, 1],
      fair: [0, 1, 1, 0],
    });
  });
  test("refuse an end before the start and names given twice", () => {
    const event = { name: "fair", date: "2023-02-20", kind: "pulse" } as const;
    expect(() => eventRegressors({ grain: "month", dates, events: [event, event] })).toThrow(
      /two events "fair"/,
    );
    expect(() =>
      eventRegressors({ grain: "month", dates, events: [{ ...event, until: "2023-02-01" }] }),
    ).toThrow(/ends on 2023-02-01, before its start/);
  });
  test("steps of known size begin with their period and end before that of their end", () => {
    const steps = [
      { date: "2023-02-15", amount: 50 },
      { date: "2023-01-01", until: "2023-03-10", amount: 7 },
    ];
    expect(stepEffects({ grain: "month", dates, steps })).toEqual([7, 57, 50, 50]);
  });
  test("a contract that begins later moves the forecast then, and not the fit", () => {
    const fitted = withKnownEffects(naive, [0, 0, 3, 3, 10]).fit([5, 7, 9], none);
    expect(fitted.predict(2, [80]).mean).toEqual([9, 16]);
    expect(fitted.fitted).toEqual([null, 5, 10]);
    expect(fitted.residuals).toEqual([null, 2, -1]);
    const { lower, upper } = fitted.predict(1, [80]).intervals["80"]!;
    expect((lower[0]! + upper[0]!) / 2).toBeCloseTo(9, 12);
    expect(() => fitted.predict(3)).toThrow("effects has 5 values, period 6 has none");
    expect(fitted.simulate(2, 2, 1)[0]).toHaveLength(2);
  });
});
