import { type PathSummary, type SummaryOptions, summarizePaths } from "../drivers/path-summary.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import { pathTotals } from "../intervals/path-statistics.ts";

/** Values path by path and period by period; null = undefined, as `forecastDrivers` may have it. */
export type OutcomePaths = readonly (readonly (number | null)[])[];

/** Consecutive periods ahead that are added up: a quarter, the rest of the year. */
export interface PeriodGroup {
  /** First period ahead, counted from 1. */
  readonly from: number;
  /** Last period ahead, included. */
  readonly to: number;
  /** What was booked in this quarter or year already; 0 if absent. */
  readonly booked?: number;
}

/**
 * What paths say of totals over groups of periods. The median of a sum is not the sum of medians, and its interval is
 * narrower than the sum of intervals: each path is added up first.
 *
 * @param paths - as from `forecastPaths`; a total with an undefined period is undefined
 * @returns a summary whose periods are the groups, in the order given
 * @throws {InvalidArgumentError} if a group lies outside the paths
 *
 * @example
 * periodTotals([[1, 2, 3], [3, 4, 5]], [{ from: 1, to: 3, booked: 10 }]).mean; // => [19]
 */
export function periodTotals(
  paths: OutcomePaths,
  groups: readonly PeriodGroup[],
  options: SummaryOptions = {},
): PathSummary {
  const totals = groups.map(({ from, to, booked = 0 }) =>
    pathTotals(definedOrNaN(paths), from, to).map((total) => (Number.isNaN(total) ? null : booked + total)),
  );
  return summarizePaths(
    paths.map((_, path) => totals.map((list) => list[path]!)),
    options,
  );
}

/** Undefined as NaN, which sums hand on; never leaves this module. */
function definedOrNaN(paths: OutcomePaths): number[][] {
  return paths.map((path) => path.map((value) => value ?? Number.NaN));
}

/** Groups of equal size, as quarters of months; the last one may be shorter. */
export function equalGroups(horizon: number, size: number): PeriodGroup[] {
  checkInteger("horizon", horizon, 1);
  checkInteger("size", size, 1);
  return listOf(Math.ceil(horizon / size), (i) => ({
    from: i * size + 1,
    to: Math.min(horizon, (i + 1) * size),
  }));
}
