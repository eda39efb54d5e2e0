const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    // The Canadian locale writes a date as yyyy-MM-dd.
    found = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formatters.set(timeZone, found);
  }
  return found;
}

/**
 * The calendar day of a canonical date in a time zone, `yyyy-MM-dd`.
 *
 * A date without a time, and a time without an offset, are the tenant's own day already; an instant is placed in the
 * zone.
 */
export function dayIn(timeZone: string, value: string): string {
  if (!value.endsWith("Z") || timeZone === "UTC") return value.slice(0, 10);
  return formatter(timeZone).format(new Date(value));
}
