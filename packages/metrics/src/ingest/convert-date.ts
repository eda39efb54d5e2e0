import { isCalendarDay, isPlausibleYear, plausibleYears } from "./calendar-day.ts";
import { type ConvertOptions, sayInMap } from "./convert-options.ts";
import { Problem, quote } from "./problem.ts";

const isoDay = /^\d{4}-\d\d-\d\d$/;
const isoTime = /^.{10}[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?$/;
const minuteMs = 60_000;

/** A value that no date format of this column reads. */
export function badDate(text: string, options: ConvertOptions): Problem {
  const fact =
    options.format === undefined
      ? `${quote(text)} is not an ISO 8601 date such as 2024-12-31 or 2024-12-31T09:30:00Z`
      : `${quote(text)} is not a date of the format ${options.format}`;
  const remedy =
    options.format === undefined
      ? sayInMap(options, "its format", { format: "MM/dd/yyyy" }, "it in this form")
      : "correct the date or the format in the map";
  return new Problem("bad_date", fact, remedy);
}

/** A date that cannot be: no such day, or a year out of bounds. */
export function dayProblem(text: string, year: number, month: number, day: number): Problem | null {
  if (!isCalendarDay(year, month, day)) {
    return new Problem("bad_date", `${quote(text)} is not a day of the calendar`, "correct the date");
  }
  if (isPlausibleYear(year)) return null;
  const fact = `${quote(text)} lies outside the years ${plausibleYears}`;
  return new Problem("bad_date", fact, "correct the date, or leave it empty where it is unknown");
}

/** Minutes east of Greenwich of `Z`, `UTC`, `+02`, `+0200` or `+02:00`; null where there is no such offset. */
function offsetMinutes(offset: string): number | null {
  if (offset === "Z" || offset === "UTC") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(":", ""));
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function convertTime(text: string, options: ConvertOptions): string | Problem {
  const match = isoTime.exec(text);
  if (!match) return badDate(text, options);
  const [, hour = "", minutes = "", seconds = "00", fraction = "", offset] = match;
  const hours = hour.padStart(2, "0");
  if (hours > "23" || minutes > "59" || seconds > "59") return badDate(text, options);
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const naive = `${text.slice(0, 10)}T${hours}:${minutes}:${seconds}`;
  if (offset === undefined) return milliseconds === "000" ? naive : `${naive}.${milliseconds}`;
  const east = offsetMinutes(offset);
  if (east === null) return badDate(text, options);
  const asWritten = `${naive}.${milliseconds}Z`;
  return east === 0 ? asWritten : new Date(Date.parse(asWritten) - east * minuteMs).toISOString();
}

/**
 * An ISO 8601 date in canonical notation.
 *
 * A date stays a date. A time without an offset stays local (`2024-12-31T09:30:00`): its zone is the tenant's. A time
 * with an offset becomes an instant in UTC with milliseconds (`2024-12-31T07:30:00.000Z`); finer fractions are cut.
 */
export function convertDate(text: string, options: ConvertOptions): string | Problem {
  const day = text.slice(0, 10);
  if (!isoDay.test(day)) return badDate(text, options);
  const problem = dayProblem(text, Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));
  if (problem) return problem;
  return text.length === day.length ? text : convertTime(text, options);
}
