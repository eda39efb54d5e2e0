import type { Unit } from "@foresail/client";

const locale = "en-US";
const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** What a number is: its unit, and the currency where that is the unit. */
export interface Measure {
  readonly unit: Unit;
  readonly currency?: string | undefined;
}

/** Whether a number stands for itself, or for a change and carries its sign. */
export type Sign = "plain" | "signed";

/**
 * A value for reading at sight, three digits: "$512K", "24.1%", "58 days"; a change of a fraction in points, "+1.2 pp".
 */
export function formatValue(value: number | null, { unit, currency }: Measure, sign: Sign = "plain"): string {
  if (value === null) return "–";
  const shared: Intl.NumberFormatOptions = {
    maximumSignificantDigits: 3,
    ...(sign === "signed" ? { signDisplay: "exceptZero" } : {}),
  };
  if (unit === "fraction") {
    if (sign === "signed")
      return `${format({ maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(value * 100)} pp`;
    return format({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
  }
  if (unit === "days" || unit === "months")
    return format({ ...shared, style: "unit", unit: unit.slice(0, -1), unitDisplay: "long" }).format(value);
  if (unit === "currency" && currency)
    return format({ ...shared, notation: "compact", style: "currency", currency }).format(value);
  return format({ ...shared, ...(Math.abs(value) >= 10_000 ? { notation: "compact" } : {}) }).format(value);
}

/** Money to the last unit, for tables that must add up: "$272,449". */
export function formatExact(value: number, { unit, currency }: Measure, sign: Sign = "plain"): string {
  return format({
    maximumFractionDigits: 0,
    ...(sign === "signed" ? { signDisplay: "exceptZero" } : {}),
    ...(unit === "currency" && currency ? { style: "currency", currency } : {}),
  }).format(value === 0 ? 0 : value);
}

/** "36%" */
export const formatShare = (value: number): string =>
  format({ style: "percent", maximumFractionDigits: 0 }).format(value);

/** "1.4 times" */
export const formatTimes = (value: number): string =>
  `${format({ maximumFractionDigits: 1 }).format(value)} times`;

/** "Mon 16 Nov", of a calendar date. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
  })
    .format(Date.parse(`${day}T00:00:00Z`))
    .replace(",", "");
}

/** "Nov 2026", of any day in the month. */
export function formatMonth(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

/** "16 Nov 2026, 06:00 UTC" */
export function formatInstant(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(instant);
}

/** "a, b and c" */
export const formatList = (items: readonly string[]): string => new Intl.ListFormat("en-GB").format(items);
