/** A calendar day, `yyyy-MM-dd`: text order is date order. */
export type Day = string;

const msPerDay = 86_400_000;

function toUtc(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function toDay(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

/** The day `count` days later; earlier for a negative count. */
export function addDays(day: Day, count: number): Day {
  return toDay(new Date(toUtc(day).getTime() + count * msPerDay));
}

/** The same day of the month `count` months later, or the month's last day where that month is shorter. */
export function addMonths(day: Day, count: number): Day {
  const date = toUtc(day);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return toDay(target);
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
