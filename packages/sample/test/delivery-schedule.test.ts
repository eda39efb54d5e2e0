import { expect, test } from "vitest";
import { addMonths, dayOf, isoDate, isoInstant, parseDay } from "../src/calendar.ts";
import {
  deliveriesWithChanges,
  deliveryOf,
  deliverySchedule,
  knownBefore,
} from "../src/delivery-schedule.ts";
import { timelineOf } from "../src/story.ts";
import { windowOf } from "../src/window.ts";

const scheduleTo = (end: string): ReturnType<typeof deliverySchedule> =>
  deliverySchedule(windowOf({ seed: 7, end }));
const lastOf = (end: string, count: number): string[][] =>
  scheduleTo(end)
    .slice(-count)
    .map(({ before, instant }) => [isoDate(before), isoInstant(instant)]);

/** The first of every month from 2026 to 2029, so that it falls on each day of the week. */
const ends = Array.from({ length: 48 }, (_, month) => isoDate(addMonths(parseDay("2026-01-01"), month)));

test("months come on the 2nd, the last three by the Monday, and the rest at the end", () => {
  const instants = scheduleTo("2026-12-01").map(({ instant }) => isoInstant(instant));
  expect(instants).toHaveLength(33 + 13 + 1);
  expect([instants[0], instants[1]]).toEqual(["2024-01-02T06:00:00Z", "2024-02-02T06:00:00Z"]);
  expect(lastOf("2026-12-01", 15)).toEqual([
    ["2026-09-01", "2026-09-02T06:00:00Z"],
    ["2026-09-07", "2026-09-07T06:00:00Z"],
    ["2026-09-14", "2026-09-14T06:00:00Z"],
    ["2026-09-21", "2026-09-21T06:00:00Z"],
    ["2026-09-28", "2026-09-28T06:00:00Z"],
    ["2026-10-05", "2026-10-05T06:00:00Z"],
    ["2026-10-12", "2026-10-12T06:00:00Z"],
    ["2026-10-19", "2026-10-19T06:00:00Z"],
    ["2026-10-26", "2026-10-26T06:00:00Z"],
    ["2026-11-02", "2026-11-02T06:00:00Z"],
    ["2026-11-09", "2026-11-09T06:00:00Z"],
    ["2026-11-16", "2026-11-16T06:00:00Z"],
    ["2026-11-23", "2026-11-23T06:00:00Z"],
    ["2026-11-30", "2026-11-30T06:00:00Z"],
    ["2026-12-01", "2026-12-01T06:00:00Z"],
  ]);
});

test("a month that is due on a Monday takes the day before that Monday with it", () => {
  // 2026-11-02 is a Monday.
  expect(lastOf("2027-02-01", 15).slice(0, 3)).toEqual([
    ["2026-10-01", "2026-10-02T06:00:00Z"],
    ["2026-11-02", "2026-11-02T06:00:00Z"],
    ["2026-11-09", "2026-11-09T06:00:00Z"],
  ]);
});

test("a window that ends on a Monday ends with a whole week", () => {
  // 2027-02-01 is a Monday.
  expect(lastOf("2027-02-01", 2)).toEqual([
    ["2027-01-25", "2027-01-25T06:00:00Z"],
    ["2027-02-01", "2027-02-01T06:00:00Z"],
  ]);
});

test.each(ends)("to %s: every day is delivered once, after it has passed, and not late", (end) => {
  const window = windowOf({ seed: 7, end });
  const schedule = deliverySchedule(window);
  expect(schedule.length).toBeLessThanOrEqual(36 + 13);
  schedule.slice(1).forEach(({ before, instant }, index) => {
    expect(before).toBeGreaterThan(schedule[index]!.before);
    expect(instant).toBeGreaterThan(schedule[index]!.instant);
  });
  for (let day = window.start; day < window.end; day += 1) {
    const wait = dayOf(schedule[deliveryOf(schedule, day)]!.instant) - day;
    expect(wait).toBeGreaterThan(0);
    expect(wait, isoDate(day)).toBeLessThanOrEqual(day < addMonths(window.end, -3) ? 32 : 7);
  }
});

test.each(ends)("to %s: the correction came months before the weekly deliveries", (end) => {
  const window = windowOf({ seed: 7, end });
  const { restatedAt, restatedQuarter } = timelineOf(window);
  expect(dayOf(restatedAt)).toBeLessThan(addMonths(window.end, -5));
  expect(knownBefore(deliverySchedule(window), restatedAt)).toBeGreaterThan(restatedQuarter.to);
  const instants = deliverySchedule(window).map(({ instant }) => instant);
  expect(instants).not.toContain(restatedAt);
});

test("finds the delivery of a day, and the deliveries that changed a row", () => {
  const schedule = scheduleTo("2026-12-01");
  expect(deliveryOf(schedule, parseDay("2020-01-01"))).toBe(0);
  expect(deliveryOf(schedule, parseDay("2026-08-31"))).toBe(32);
  expect(deliveryOf(schedule, parseDay("2026-09-06"))).toBe(33);
  expect(deliveryOf(schedule, parseDay("2026-09-07"))).toBe(34);
  expect(deliveryOf(schedule, parseDay("2026-11-30"))).toBe(46);
  const days = ["2026-12-01", "2026-10-06", "2026-10-08", "2023-11-30"].map(parseDay);
  expect(deliveriesWithChanges(schedule, days)).toEqual([0, 38]);
});
