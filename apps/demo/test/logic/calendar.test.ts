import { expect, test } from "vitest";
import {
  addMonths,
  lastMonday,
  localDate,
  monthsBetween,
  quarterEnd,
  quarterName,
  quarterStart,
  revenueStart,
  workingDays,
} from "../../src/board/logic/calendar.ts";

test("takes the date of the tenant's time zone", () => {
  const instant = new Date("2026-01-01T02:00:00Z");
  expect(localDate(instant, "America/New_York")).toBe("2025-12-31");
  expect(localDate(instant, "UTC")).toBe("2026-01-01");
});

test("finds months and quarters across the year's end", () => {
  expect(addMonths("2026-12-31", 2)).toBe("2027-02-01");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-01");
  expect(quarterStart("2026-11-22")).toBe("2026-10-01");
  expect(quarterEnd("2026-11-22")).toBe("2027-01-01");
  expect(quarterName("2026-03-31")).toBe("Q1 2026");
  expect(monthsBetween("2026-11-15", "2027-02-01")).toEqual(["2026-11-01", "2026-12-01", "2027-01-01"]);
});

test("looks back to this week's Monday, and on a Monday to the one before", () => {
  expect(lastMonday("2026-11-17")).toBe("2026-11-16");
  expect(lastMonday("2026-11-22")).toBe("2026-11-16");
  expect(lastMonday("2026-11-23")).toBe("2026-11-16");
});

test("counts Mondays to Fridays, the end left out", () => {
  expect(workingDays("2026-11-20", "2026-11-24")).toBe(2);
  expect(workingDays("2026-11-21", "2026-11-23")).toBe(0);
  expect(workingDays("2026-11-24", "2026-11-20")).toBe(0);
});

test("explains revenue from the month that was running on the day it is compared with", () => {
  expect(revenueStart("2026-11-22", "2026-11-16")).toBe("2026-10-01");
  expect(revenueStart("2027-01-02", "2026-12-28")).toBe("2026-12-01");
  expect(revenueStart("2026-06-08", "2026-06-01")).toBe("2026-04-01");
  expect(revenueStart("2029-10-05", "2029-10-01")).toBe("2029-09-01");
});
