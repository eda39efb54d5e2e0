import { addMonths, firstDayOf, monthOf, SECONDS_PER_DAY, weekdayOf } from "./calendar.ts";
import type { Window } from "./window.ts";

/** One delivery: all that happened before a day and was not delivered yet, and when it becomes known. */
export interface Delivery {
  /** The first day not yet known. */
  readonly before: number;
  /** The instant at which it becomes known. */
  readonly instant: number;
}

/** All deliveries of a window, oldest first; the last one covers its last day. */
export type DeliverySchedule = readonly Delivery[];

/** Months at the end of the window that are delivered week by week. */
const WEEKLY_MONTHS = 3;

const MONDAY = 1;
const morningOf = (day: number): number => day * SECONDS_PER_DAY + 6 * 3600;

/**
 * When the days of a window become known, always at 06:00 UTC: a month on the 2nd of the next one; in the last
 * three months a day on the Monday after it; and what is left then on the morning the window ends.
 *
 * A Monday on which a month is due as well is one delivery, with all days before it.
 *
 * @example
 * // The window 2023-12-01 to 2026-12-01: 2024-01-02, ..., 2026-09-02, 2026-09-07, ..., 2026-11-30, 2026-12-01
 */
export function deliverySchedule(window: Window): DeliverySchedule {
  const weeklyFrom = addMonths(window.end, -WEEKLY_MONTHS);
  const schedule: Delivery[] = [];
  for (let month = monthOf(window.start); firstDayOf(month) < weeklyFrom; month += 1) {
    const before = firstDayOf(month + 1);
    schedule.push({ before, instant: morningOf(before + 1) });
  }
  for (let day = weeklyFrom + 1; day < window.end; day += 1) {
    if (weekdayOf(day) !== MONDAY) continue;
    if (schedule[schedule.length - 1]!.instant === morningOf(day)) schedule.pop();
    schedule.push({ before: day, instant: morningOf(day) });
  }
  return [...schedule, { before: window.end, instant: morningOf(window.end) }];
}

/** The delivery of a day before the window's end, counted from 0; days before the window belong to the first. */
export function deliveryOf(schedule: DeliverySchedule, day: number): number {
  return schedule.findIndex(({ before }) => day < before);
}

/** Deliveries that changed a row, given the days on which something about it happened; later days are left out. */
export function deliveriesWithChanges(schedule: DeliverySchedule, days: readonly number[]): number[] {
  const deliveries = days.map((day) => deliveryOf(schedule, day)).filter((delivery) => delivery !== -1);
  return [...new Set(deliveries)].sort((a, b) => a - b);
}

/** The first day that is not known at an instant after the first delivery. */
export function knownBefore(schedule: DeliverySchedule, instant: number): number {
  return schedule.findLast((delivery) => delivery.instant <= instant)!.before;
}
