import { DateTime } from "luxon";
import { convertDate } from "./convert-date.ts";
import { epochConverter, isEpochFormat } from "./convert-epoch.ts";
import { formatProblem, formattedDateConverter } from "./convert-formatted-date.ts";
import type { ConvertOptions } from "./convert-options.ts";
import { Problem } from "./problem.ts";
import { remember } from "./remember.ts";

/** The name of ISO 8601 among formats. */
export const isoFormat = "iso";

type ReadDate = (text: string) => string | Problem;

/** What is wrong with a format of dates, or null. */
export function dateFormatProblem(format: string): string | null {
  return format === isoFormat || isEpochFormat(format) ? null : formatProblem(format);
}

/** Reads dates of one format: Unicode tokens, `X` or `x` for time since 1970, or `iso`. */
export function formatReader(format: string, options: ConvertOptions): ReadDate {
  const { format: _, ...iso } = options;
  if (format === isoFormat) return (text) => convertDate(text, iso);
  return isEpochFormat(format) ? epochConverter(format, options) : formattedDateConverter(format, options);
}

/** A local time in a zone as an instant; a day, or an instant, stays as it is. */
function inZone(date: string, zone: string): string {
  if (date.length === 10 || date.endsWith("Z")) return date;
  return DateTime.fromISO(date, { zone }).toUTC().toJSDate().toISOString();
}

function readerOf(options: ConvertOptions): ReadDate {
  const { format } = options;
  const formats = typeof format === "string" ? [format] : (format ?? [isoFormat]);
  const [only, ...others] = formats.map((one) => formatReader(one, { ...options, format: one }));
  if (others.length === 0 && only)
    return formats[0] === isoFormat ? (text) => convertDate(text, options) : only;
  const readers = [...(only ? [only] : []), ...others];
  return (text) => {
    let problem: string | Problem = new Problem("bad_date", "", "");
    for (const reader of readers) {
      const date = reader(text);
      if (!(date instanceof Problem)) return date;
      problem = date;
    }
    return problem;
  };
}

/**
 * Reads the dates of a column in canonical notation: by its format, or the first of its formats that reads them; a time
 * without an offset is one of `timeZone`, where given; `part: "day"` leaves the time of day out, before any zone counts.
 */
export function dateConverter(options: ConvertOptions): ReadDate {
  const read = readerOf(options);
  const { timeZone, part } = options;
  if (part === "day") {
    return (text) => {
      const date = read(text);
      return date instanceof Problem ? date : date.slice(0, 10);
    };
  }
  if (timeZone === undefined) return read;
  return remember((text) => {
    const date = read(text);
    return date instanceof Problem ? date : inZone(date, timeZone);
  });
}
