import { actualAsKnown, actualFirstPublished, vintagesByPeriod } from "./pick-actual.ts";
import type { ActualVintage } from "./record-types.ts";

/** A period whose actual is no longer what was first published. */
export interface RestatedPeriod {
  readonly period: string;
  readonly first: number;
  readonly firstKnownAt: string;
  /** null if the value was withdrawn. */
  readonly now: number | null;
  readonly nowKnownAt: string;
  /** now - first; null if withdrawn. */
  readonly change: number | null;
  /** change / first, a fraction; null if first is 0 or the value was withdrawn. */
  readonly changeFraction: number | null;
}

/**
 * Periods that were restated: first published value against the one known at a time.
 *
 * @param asKnownAt - ISO date or instant, inclusive; absent = everything known
 */
export function restatedPeriods(actuals: readonly ActualVintage[], asKnownAt?: string): RestatedPeriod[] {
  const result: RestatedPeriod[] = [];
  for (const [period, vintages] of [...vintagesByPeriod(actuals)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const first = actualFirstPublished(vintages);
    if (!first || first.value === null || !actualAsKnown([first], asKnownAt)) continue;
    const now = actualAsKnown(vintages, asKnownAt);
    if (now?.value === first.value) continue;
    const withdrawn = vintages.findLast(({ value }) => value === null);
    const change = now?.value == null ? null : now.value - first.value;
    result.push({
      period,
      first: first.value,
      firstKnownAt: first.knownAt,
      now: now?.value ?? null,
      nowKnownAt: now?.knownAt ?? withdrawn?.knownAt ?? first.knownAt,
      change,
      changeFraction: change === null || first.value === 0 ? null : change / Math.abs(first.value),
    });
  }
  return result;
}
