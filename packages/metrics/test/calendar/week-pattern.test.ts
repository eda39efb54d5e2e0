import { Settings } from "@foresail/client";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../src/calendar/calendar.ts";
import { addDays } from "../../src/calendar/day.ts";
import { WeekCalendar } from "../../src/calendar/week-pattern.ts";

/** The calendar of the National Retail Federation: Sundays, the year nearest to 1 February. */
const retail = new WeekCalendar({ pattern: "4-5-4", anchor: "nearest", fiscalYearStart: 2, firstWeekday: 0 });

describe("the retail 4-5-4 calendar", () => {
  // First days of fiscal years as the National Retail Federation publishes them; 2023 has 53 weeks.
  test.each([
    [2022, "2022-01-30"],
    [2023, "2023-01-29"],
    [2024, "2024-02-04"],
    [2025, "2025-02-02"],
    [2026, "2026-02-01"],
  ])("fiscal %i begins on %s", (year, day) => {
    expect(retail.yearStart(year)).toBe(day);
  });

  test("months have four, five and four weeks, the 53rd is the last month's", () => {
    const starts = Array.from({ length: 13 }, (_, month) => retail.shift("2023-01-29", "month", month));
    expect(starts).toEqual([
      "2023-01-29",
      "2023-02-26",
      "2023-04-02",
      "2023-04-30",
      "2023-05-28",
      "2023-07-02",
      "2023-07-30",
      "2023-08-27",
      "2023-10-01",
      "2023-10-29",
      "2023-11-26",
      "2023-12-31",
      "2024-02-04",
    ]);
  });

  test("places days at the edges of a year", () => {
    expect(retail.start("2024-02-03", "year")).toBe("2023-01-29");
    expect(retail.start("2024-02-03", "month")).toBe("2023-12-31");
    expect(retail.start("2024-02-04", "quarter")).toBe("2024-02-04");
  });
});

const settings = fc.record({
  "calendar.pattern": fc.constantFrom("4-4-5" as const, "4-5-4" as const, "5-4-4" as const),
  "calendar.yearAnchor": fc.constantFrom("nearest" as const, "last" as const),
  "calendar.fiscalYearStart": fc.integer({ min: 1, max: 12 }),
  "calendar.weekStart": fc.constantFrom("monday" as const, "sunday" as const),
});
const days = fc.integer({ min: 0, max: 30_000 }).map((count) => addDays("1990-01-01", count));

test("every day lies in one period of each grain, periods follow each other, finer ones divide coarser ones", () => {
  fc.assert(
    fc.property(
      settings,
      days,
      fc.constantFrom("month" as const, "quarter" as const, "year" as const),
      (own, day, grain) => {
        const calendar = new Calendar({ ...Settings.parse({}), ...own });
        const start = calendar.start(day, grain);
        const next = calendar.next(start, grain);
        expect(start <= day && day < next).toBe(true);
        expect(calendar.start(start, grain)).toBe(start);
        expect(calendar.start(next, grain)).toBe(next);
        expect(calendar.start(addDays(next, -1), grain)).toBe(start);
        expect(calendar.shift(calendar.shift(start, grain, 7), grain, -7)).toBe(start);
        expect(calendar.start(start, "week")).toBe(start);
        const weeks = (Date.parse(next) - Date.parse(start)) / (7 * 86_400_000);
        expect({ month: [4, 5, 6], quarter: [13, 14], year: [52, 53] }[grain]).toContain(weeks);
      },
    ),
  );
});
