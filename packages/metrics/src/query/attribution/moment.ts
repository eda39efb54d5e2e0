import { offsetAt } from "../../calendar/instant-of.ts";

const dayMs = 86_400_000;

/** When something happened: its local day, and its instant where a time of day is known. */
export interface Moment {
  /** Days since 1970, in the tenant's zone. */
  readonly day: number;
  /** Milliseconds since 1970; NaN where only the day is known. */
  readonly at: number;
}

/** Days since 1970 of a day, `yyyy-MM-dd`. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/**
 * The moment of a canonical date.
 *
 * @param day - its local day, as stored beside it, in days since 1970
 */
export function momentOf(value: string, day: number, timeZone: string): Moment {
  if (value.length <= 10) return { day, at: Number.NaN };
  if (value.endsWith("Z")) return { day, at: Date.parse(value) };
  // A time without an offset is the tenant's own.
  const asUtc = Date.parse(`${value}Z`);
  const guess = asUtc - offsetAt(new Date(asUtc), timeZone);
  return { day, at: asUtc - offsetAt(new Date(guess), timeZone) };
}

/** Whether both moments have a time of day; otherwise their days are compared. */
const timed = (a: Moment, b: Moment): boolean => !Number.isNaN(a.at) && !Number.isNaN(b.at);

/** Days from one moment to another, with their parts where both have a time of day. */
export function daysBetween(from: Moment, to: Moment): number {
  return timed(from, to) ? (to.at - from.at) / dayMs : to.day - from.day;
}

/** Order of time: by day; on one day those without a time of day come first, then by instant. */
export function byTime(a: Moment, b: Moment): number {
  if (a.day !== b.day) return a.day - b.day;
  if (timed(a, b)) return a.at - b.at;
  return Number(Number.isNaN(b.at)) - Number(Number.isNaN(a.at));
}
