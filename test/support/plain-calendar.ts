import type { Grain } from "@foresail/client";

/** A period as the plain model sees it: days from `starts` up to, not including, `ends`. */
export interface PlainPeriod {
  readonly label: string;
  readonly starts: string;
  readonly ends: string;
  readonly partial: boolean;
  readonly future: boolean;
}

/** Where years and weeks begin, and what is known. */
export interface PlainCalendar {
  readonly fiscalYearStart?: number;
  readonly weekStart?: "monday" | "sunday";
  /** The day on which knowledge ends. */
  readonly today?: string;
  /** Whether it ends at that day's first moment, so that nothing is known of it. */
  readonly atMidnight?: boolean;
}

/** The day after. */
export function dayAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date - 1)).toISOString().slice(0, 10);
}

/** The same day a year earlier; 29 February becomes the 28th. */
export function yearBefore(day: string): string {
  const earlier = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return earlier.endsWith("-02-29") ? earlier.replace("-29", "-28") : earlier;
}

/** Whether a period begins on a day. */
function opensPeriod(
  day: string,
  grain: Grain,
  { fiscalYearStart = 1, weekStart = "monday" }: PlainCalendar,
): boolean {
  const monthsIn = (Number(day.slice(5, 7)) + 12 - fiscalYearStart) % 12;
  const first = day.endsWith("-01");
  if (grain === "day") return true;
  if (grain === "month") return first;
  if (grain === "quarter") return first && monthsIn % 3 === 0;
  if (grain === "year") return first && monthsIn === 0;
  return new Date(day).getUTCDay() === (weekStart === "sunday" ? 0 : 1);
}

/** Label of the period that holds a day: its first day, found by walking back. */
export function labelOf(day: string, grain: Grain, calendar: PlainCalendar = {}): string {
  let label = day;
  while (!opensPeriod(label, grain, calendar)) label = dayBefore(label);
  return label;
}

/** The periods of a range, found by walking over its days one by one. */
export function plainPeriods(
  grain: Grain,
  from: string,
  to: string,
  calendar: PlainCalendar = {},
): PlainPeriod[] {
  const { today = "9999-12-31", atMidnight = false } = calendar;
  const groups: { label: string; days: string[] }[] = [];
  for (let day = from; day < to; day = dayAfter(day)) {
    if (day === from) groups.push({ label: labelOf(day, grain, calendar), days: [day] });
    else if (opensPeriod(day, grain, calendar)) groups.push({ label: day, days: [day] });
    else groups.at(-1)!.days.push(day);
  }
  return groups.map(({ label, days }) => {
    const starts = days[0]!;
    let last = days.at(-1)!;
    while (!opensPeriod(dayAfter(last), grain, calendar)) last = dayAfter(last);
    const known = days.filter((day) => (atMidnight ? day < today : day <= today));
    return {
      label,
      starts,
      ends: known.length > 0 ? dayAfter(known.at(-1)!) : starts,
      partial: starts !== label || last !== days.at(-1) || last >= today,
      future: known.length === 0,
    };
  });
}
