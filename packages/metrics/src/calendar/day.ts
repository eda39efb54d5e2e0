/** A calendar day, `yyyy-MM-dd`: text order is date order. */
export type Day = string;

const msPerDay = 86_400_000;

/** The first moment of a day `count` days later. Its parts are set one by one: a spine of days reads and writes thousands. */
function toUtc(day: Day, count = 0): Date {
  const date = new Date(0);
  date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)) + count);
  return date;
}

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number));

function toDay(date: Date): Day {
  const year = String(date.getUTCFullYear()).padStart(4, "0");
  return `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

/** Every month has this many days. */
const daysInAnyMonth = 28;

/** The day `count` days later; earlier for a negative count. */
export function addDays(day: Day, count: number): Day {
  // Most steps of a spine of days stay within a month, and need no calendar.
  const dayOfMonth = Number(day.slice(8)) + count;
  if (dayOfMonth >= 1 && dayOfMonth <= daysInAnyMonth) return day.slice(0, 8) + twoDigits(dayOfMonth);
  return toDay(toUtc(day, count));
}

/** How many days `to` is after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / msPerDay);
}

/** The same day of the month `count` months later, or the month's last day where that month is shorter. */
export function addMonths(day: Day, count: number): Day {
  const date = toUtc(day);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return toDay(target);
}

/** How many months the month of `to` is after that of `from`. */
export function monthsBetween(from: Day, to: Day): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + monthOf(to) - monthOf(from);
}

/** Day of the week, 0 = Sunday. */
export function weekday(day: Day): number {
  return toUtc(day).getUTCDay();
}

/** Month of the year, 1 to 12. */
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

/** First day of the month. */
export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The earlier of two days. */
export function earlier(a: Day, b: Day): Day {
  if (a < b) return a;
  return b;
}

/** The later of two days. */
export function later(a: Day, b: Day): Day {
  if (a > b) return a;
  return b;
}
