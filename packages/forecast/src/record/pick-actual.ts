import { groupBy } from "../internal/group-by.ts";
import { instant } from "../internal/instant.ts";
import type { ActualVintage } from "./record-types.ts";

/** Vintages of each period, oldest knowledge first. */
export type VintagesByPeriod = ReadonlyMap<string, readonly ActualVintage[]>;

/** Groups vintages by period and sorts them by when they became known; ties keep their order. */
export function vintagesByPeriod(actuals: readonly ActualVintage[]): VintagesByPeriod {
  const grouped = groupBy(actuals, ({ period }) => period);
  for (const list of grouped.values()) list.sort((a, b) => instant(a.knownAt) - instant(b.knownAt));
  return grouped;
}

/**
 * The first value that was published for a period.
 *
 * @param vintages - of one period, oldest first
 * @returns null if none was
 *
 * @example
 * actualFirstPublished([
 *   { period: "2026-01-01", value: 100, knownAt: "2026-02-03" },
 *   { period: "2026-01-01", value: 80, knownAt: "2026-04-03" },
 * ])?.value; // => 100
 */
export function actualFirstPublished(vintages: readonly ActualVintage[]): ActualVintage | null {
  return vintages.find(({ value }) => value !== null) ?? null;
}

/**
 * The value of a period as known at a time: the newest vintage of then.
 *
 * @param vintages - of one period, oldest first
 * @param at - ISO date or instant, inclusive; absent = everything known
 * @returns null if nothing was known, or the newest vintage withdrew the value
 *
 * @example
 * actualAsKnown([
 *   { period: "2026-01-01", value: 100, knownAt: "2026-02-03" },
 *   { period: "2026-01-01", value: 80, knownAt: "2026-04-03" },
 * ], "2026-03-01")?.value; // => 100
 */
export function actualAsKnown(vintages: readonly ActualVintage[], at?: string): ActualVintage | null {
  const limit = at === undefined ? Number.POSITIVE_INFINITY : instant(at);
  const newest = vintages.findLast(({ knownAt }) => instant(knownAt) <= limit) ?? null;
  return newest?.value === null ? null : newest;
}
