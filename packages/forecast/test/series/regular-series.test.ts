import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InsufficientDataError, InvalidArgumentError } from "../../src/errors.ts";
import { forecast } from "../../src/forecast.ts";
import { forecastSeries } from "../../src/forecast-series.ts";
import { civilDayText, dayCount, parseCivilDay } from "../../src/series/civil-day.ts";
import { regularSeries } from "../../src/series/regular-series.ts";

const month = { calendar: { grain: "month" } } as const;
const periods = ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"];
const values = [10, 12, 11, 13];

describe("civil days", () => {
  test("count as the calendar of the platform does, leap years and all", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (count) => {
        const text = new Date(count * 86_400_000).toISOString().slice(0, 10);
        expect(civilDayText(count)).toBe(text);
        expect(dayCount(parseCivilDay(text)!)).toBe(count);
      }),
    );
  });
  test.each(["2026-02-29", "2026-13-01", "2026-04-31", "2026-1-1", "today"])("%s is no day", (text) =>
    expect(parseCivilDay(text)).toBeNull(),
  );
});

describe("regularSeries", () => {
  const inOrder = (dated: readonly string[], options: Parameters<typeof regularSeries>[1] = month) =>
    regularSeries({ periods: dated, values: dated.map((_, i) => i + 1) }, options);
  test("sorts, and writes null for absent periods", () => {
    expect(inOrder(["2026-04-01", "2026-01-01", "2026-02-01"]).values).toEqual([2, 3, null, 1]);
  });
  test("months may be given by any day, or by year and month", () => {
    expect(inOrder(["2026-01-31", "2026-02-28", "2026-03"]).values).toEqual([1, 2, 3]);
  });
  test("quarters of a fiscal year that begins in February", () => {
    const options = { calendar: { grain: "quarter" } } as const;
    const { axis, start, values: quarters } = inOrder(["2025-11-01", "2026-05-01"], options);
    expect(quarters).toEqual([1, null, 2]);
    expect(axis.label(start + 3)).toBe("2026-08-01");
    expect(() => inOrder(["2025-11-01", "2026-03-01"], options)).toThrow(/does not begin a quarter like/);
    expect(inOrder(["2026-Q1", "2026-Q2"], options).values).toEqual([1, 2]);
  });
  test("weeks and days do not feel changes of the clocks", () => {
    // Europe changes its clocks on 2026-03-29 and 2026-10-25
    const weeks = ["2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-04-06T00:00:00+02:00"];
    expect(inOrder(weeks, { calendar: { grain: "week" } }).values).toEqual([1, 2, 3]);
    const days = ["2026-10-24", "2026-10-25", "2026-10-26"];
    expect(inOrder(days, { calendar: { grain: "day" } }).values).toEqual([1, 2, 3]);
    expect(() => inOrder(["2026-03-23", "2026-03-31"], { calendar: { grain: "week" } })).toThrow(
      /does not begin a week like "2026-03-23"/,
    );
  });
  test("a duplicate is named, or joined by a rule that is asked for", () => {
    const twice = ["2026-01-01", "2026-02-01", "2026-01-15"];
    expect(() => inOrder(twice)).toThrow(/periods\[2\] "2026-01-15" is there already; .*sum, mean or last/);
    const joined = (duplicates: "sum" | "mean" | "last") => inOrder(twice, { ...month, duplicates });
    expect(joined("sum").values).toEqual([4, 2]);
    expect(joined("mean").values).toEqual([2, 2]);
    expect(joined("last").values).toEqual([3, 2]);
    expect(joined("sum").notes).toEqual(["1 period with several values: sum of them"]);
  });
  test("a period is over when its last day is", () => {
    const at = (asOf: string) => inOrder(["2026-01-01", "2026-02-01"], { ...month, asOf }).values;
    expect(at("2026-02-28")).toEqual([1]);
    expect(at("2026-03-01")).toEqual([1, 2]);
    expect(() => at("2025-01-01")).toThrow(InsufficientDataError);
    expect(() => at("soon")).toThrow(/asOf must be a date/);
  });
  test("dates that are mostly absent are taken for a mistake", () => {
    expect(() => inOrder(["2026-01-01", "2062-01-01"], { calendar: { grain: "day" } })).toThrow(
      /2 values lie between 2026-01-01 and 2062-01-01/,
    );
  });
  test("what is no period is refused", () => {
    expect(() => inOrder(["2026-01-01", "2026-02-30"])).toThrow(InvalidArgumentError);
    expect(() => inOrder(["2026-01-01", "1 May"])).toThrow(/"1 May" is not a date, month, quarter or year/);
    expect(() => regularSeries({ periods: ["2026-01-01"], values: [] }, month)).toThrow(/same length/);
  });
});

describe("forecastSeries", () => {
  test("is the forecast of the values in order, with the periods ahead", () => {
    const { periods: ahead, ...result } = forecastSeries({ periods, values }, { ...month, horizon: 2 });
    expect(ahead).toEqual(["2026-03-01", "2026-04-01"]);
    expect(result).toEqual(forecast(values, { horizon: 2, season: 12 }));
  });
  test("leaves the running month out, and forecasts it", () => {
    const running = { periods: [...periods, "2026-03-01"], values: [...values, 1] };
    const result = forecastSeries(running, { ...month, horizon: 1, asOf: "2026-03-10" });
    expect(result.periods).toEqual(["2026-03-01"]);
    expect(result.mean).toEqual(forecast(values, { horizon: 1, season: 12 }).mean);
    expect(result.notes[0]).toBe("2026-03-01 left out: not complete (2026-03-10)");
  });
  test("follows a 4-4-5 calendar given by its labels", () => {
    const labels = ["FY26-P11", "FY26-P12", "FY27-P01", "FY27-P02", "FY27-P03"];
    const calendar = { labels };
    const dated = { periods: ["FY27-P01", "FY26-P11", "FY26-P12"], values: [3, 1, 2] };
    const result = forecastSeries(dated, { calendar, horizon: 2, season: 12 });
    expect(result.periods).toEqual(["FY27-P02", "FY27-P03"]);
    expect(() => forecastSeries(dated, { calendar, horizon: 3 })).toThrow(
      /ends 2 periods after the last value/,
    );
    expect(() => forecastSeries({ periods: ["P9"], values: [1] }, { calendar, horizon: 1 })).toThrow(
      /"P9" is not in calendar.labels/,
    );
    expect(forecastSeries(dated, { calendar, horizon: 1, lastComplete: "FY26-P12" }).periods).toEqual([
      "FY27-P01",
    ]);
    expect(() => forecastSeries(dated, { calendar, horizon: 1, asOf: "2026-01-01" })).toThrow(/lastComplete/);
    expect(() => forecastSeries(dated, { calendar: { labels: ["a", "a"] }, horizon: 1 })).toThrow(
      /"a" twice/,
    );
  });
  test("the order of the rows does not matter", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const shuffled = { periods: order.map((i) => periods[i]!), values: order.map((i) => values[i]!) };
        expect(forecastSeries(shuffled, { ...month, horizon: 2 })).toEqual(
          forecastSeries({ periods, values }, { ...month, horizon: 2 }),
        );
      }),
    );
  });
});
