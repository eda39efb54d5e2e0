import { InsufficientDataError } from "../errors.ts";
import { checkLevels } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";
import { recordOf } from "../internal/record-of.ts";
import { sumOf } from "../internal/statistics.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";

/** Bounds of a period; null where the quantity is undefined too often. */
export interface SummaryInterval {
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

/** What paths say of each period. */
export interface PathSummary {
  /** Mean over paths; null as soon as one path is undefined, since a mean may then not exist. */
  readonly mean: readonly (number | null)[];
  /** Median over the paths that are defined. */
  readonly median: readonly (number | null)[];
  /** Bounds by level, "80" and "95" unless asked otherwise. */
  readonly intervals: Readonly<Record<string, SummaryInterval>>;
  /** Share of paths on which the quantity is undefined. */
  readonly undefinedShare: readonly number[];
}

/** What to say of paths. */
export interface SummaryOptions {
  /** Interval levels, percentages; 80 and 95 if absent. */
  readonly levels?: readonly number[];
  /** Largest share of undefined paths for which quantiles are still given; 0.05 if absent. */
  readonly mostUndefined?: number;
}

/**
 * Mean, median and intervals of each period of sample paths. Quantiles are those of the paths on which the quantity is
 * defined; where more than `mostUndefined` of the paths are undefined everything is null.
 *
 * @param paths - arrays of equal length; null = undefined
 * @throws {InsufficientDataError} without paths
 * @throws {InvalidArgumentError} if a level is not in (0, 100) or mostUndefined not in [0, 1)
 *
 * @example
 * summarizePaths([[1], [2], [6]]).mean; // => [3]
 */
export function summarizePaths(
  paths: readonly (readonly (number | null)[])[],
  { levels = [80, 95], mostUndefined = 0.05 }: SummaryOptions = {},
): PathSummary {
  checkLevels(levels);
  if (!(mostUndefined >= 0 && mostUndefined < 1)) {
    throw mustError("mostUndefined", mostUndefined, "lie between 0 and 1, 1 excluded");
  }
  if (paths.length === 0) throw new InsufficientDataError("summarizePaths", 1, 0);
  const periods = paths[0]!.map((_, h) => {
    const defined = paths.map((path) => path[h]!).filter((value) => value !== null);
    const missing = 1 - defined.length / paths.length;
    return { sorted: missing > mostUndefined ? [] : defined.sort((a, b) => a - b), missing };
  });
  const at = (probability: number) =>
    periods.map(({ sorted }) => (sorted.length > 0 ? sampleQuantile(sorted, probability) : null));
  return {
    mean: periods.map(({ sorted, missing }) => (missing > 0 ? null : meanOf(sorted))),
    median: at(0.5),
    intervals: recordOf(levels.map(String), (_, i) => {
      const half = levels[i]! / 200;
      return { lower: at(0.5 - half), upper: at(0.5 + half) };
    }),
    undefinedShare: periods.map(({ missing }) => missing),
  };
}

/** Mean about the middle value, so that equal values have exactly that mean and large ones do not overflow. */
function meanOf(sorted: readonly number[]): number {
  const middle = sorted[sorted.length >> 1]!;
  return middle + sumOf(sorted, (value) => (value - middle) / sorted.length);
}
