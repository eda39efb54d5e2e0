/** Days are whole numbers since 1970-01-01, instants are whole seconds since then, both UTC. */
export const SECONDS_PER_DAY = 86_400;

interface DayParts {
  readonly iso: string;
  readonly month: number;
  readonly date: number;
}

const cache = new Map<number, DayParts>();

function partsOf(day: number): DayParts {
  const known = cache.get(day);
  if (known) return known;
  const at = new Date(day * SECONDS_PER_DAY * 1000);
  const parts = {
    iso: at.toISOString().slice(0, 10),
    month: at.getUTCFullYear() * 12 + at.getUTCMonth(),
    date: at.getUTCDate(),
  };
  cache.set(day, parts);
  return parts;
}

/** The day of an ISO date such as "2026-11-01". */
export function parseDay(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS_PER_DAY);
}

/** The ISO date of a day. */
export function isoDate(day: number): string {
  return partsOf(day).iso;
}

/** The ISO timestamp of an instant, to the second, with Z. */
export function isoInstant(instant: number): string {
  const day = dayOf(instant);
  const seconds = instant - day * SECONDS_PER_DAY;
  const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${isoDate(day)}T${two(hours)}:${two(minutes)}:${two(seconds % 60)}Z`;
}

/** The day an instant lies in. */
export function dayOf(instant: number): number {
  return Math.floor(instant / SECONDS_PER_DAY);
}

/** Months since year 0 (2026-11 is 24322), so that months can be counted. */
export function monthOf(day: number): number {
  return partsOf(day).month;
}

/** The first day of a month counted since year 0. */
export function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000 / SECONDS_PER_DAY;
}

/** The same date some months on; the last of the month where that date does not exist. */
export function addMonths(day: number, months: number): number {
  const target = monthOf(day) + months;
  const length = firstDayOf(target + 1) - firstDayOf(target);
  return firstDayOf(target) + Math.min(partsOf(day).date, length) - 1;
}

/** The first day after the calendar quarter of a day. */
export function quarterEnd(day: number): number {
  const month = monthOf(day);
  return firstDayOf(month - (month % 3) + 3);
}

/** The day of the week, 0 for Sunday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** Saturday or Sunday. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}
