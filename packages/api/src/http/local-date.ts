const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar date of an instant in a time zone, yyyy-MM-dd.
 *
 * @example
 * localDate(new Date("2026-01-01T02:00:00Z"), "America/New_York"); // => "2025-12-31"
 */
export function localDate(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}
