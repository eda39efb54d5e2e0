import type { Grain } from "@foresail/client";
import { translate } from "../internal/strings.ts";
import { dateFormat } from "./intl.ts";

/** First moment of a calendar date, in UTC: periods are local dates already, no zone may shift them. */
export const periodTime = (period: string): number => Date.parse(period);

/** First day after a period that starts at `period`. */
export function periodEnd(period: string, grain: Grain): string {
  const date = new Date(periodTime(period));
  if (grain === "day" || grain === "week") date.setUTCDate(date.getUTCDate() + (grain === "day" ? 1 : 7));
  else date.setUTCMonth(date.getUTCMonth() + (grain === "month" ? 1 : grain === "quarter" ? 3 : 12));
  return date.toISOString().slice(0, 10);
}

/** First day of the period a year earlier (364 days for weeks, which keeps the weekday). */
export function yearBefore(period: string, grain: Grain): string {
  const date = new Date(periodTime(period));
  if (grain === "week") date.setUTCDate(date.getUTCDate() - 364);
  else date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}

/**
 * A period's name: "Oct 2026", "Q3 2026", "week of 5 Oct 2026", "2026".
 *
 * Quarters and years of a shifted fiscal calendar are named by their months, "Feb – Apr 2026": a bare "Q1" would mislead.
 */
export function formatPeriod(period: string, grain: Grain, locale: string): string {
  const time = periodTime(period);
  const month = new Date(time).getUTCMonth();
  const year = dateFormat(locale, { year: "numeric" }).format(time);
  const months = dateFormat(locale, { month: "short", year: "numeric" });
  if (grain === "month") return months.format(time);
  if (grain === "quarter" && month % 3 === 0)
    return translate(locale, "Q{q} {year}", { q: month / 3 + 1, year });
  if (grain === "year" && month === 0) return year;
  if (grain === "quarter" || grain === "year")
    return months.formatRange(time, periodTime(periodEnd(period, grain)) - 864e5);
  const day = dateFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(time);
  return grain === "week" ? translate(locale, "week of {day}", { day }) : day;
}

/** An instant with its zone named: "21 Nov 2026, 10:42 UTC". */
export function formatInstant(time: Date, timeZone: string, locale: string): string {
  return dateFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(time);
}

/** A period's name in two lines for an axis: "Oct" over "2026"; the second is empty where the first says all. */
export function formatAxisPeriod(period: string, grain: Grain, locale: string): [string, string] {
  const time = periodTime(period);
  const month = new Date(time).getUTCMonth();
  const year = dateFormat(locale, { year: "numeric" }).format(time);
  if (grain === "year") return [month === 0 ? year : formatPeriod(period, grain, locale), ""];
  if (grain === "quarter" && month % 3 === 0) return [translate(locale, "Q{q}", { q: month / 3 + 1 }), year];
  if (grain === "month" || grain === "quarter")
    return [dateFormat(locale, { month: "short" }).format(time), year];
  return [dateFormat(locale, { day: "numeric", month: "short" }).format(time), year];
}
