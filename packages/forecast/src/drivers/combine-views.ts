import { sumOf } from "../internal/statistics.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";
import { dealtByRank } from "./dealt-by-rank.ts";

/** Two forecasts of the same thing, one built up from parts, one of the whole. */
export interface Views {
  /** Median of each period as built up from its parts. */
  readonly bottomUp: readonly number[];
  /** Median of each period as the series' own trend has it. */
  readonly topDown: readonly number[];
  /** Built up minus trend: what the two disagree by. */
  readonly gap: readonly number[];
  /** Share of the view that is built up, 0 to 1. */
  readonly bottomUpWeight: number;
  /** Root mean squared errors of both in the backtest that the share comes from; null without one. */
  readonly backtest: {
    readonly bottomUp: number;
    readonly topDown: number;
    readonly origins: number;
  } | null;
}

/**
 * Share of the first of two views by the inverse of squared errors: 1/a / (1/a + 1/b) for mean squared errors a and b.
 *
 * @returns 1/2 without errors, or if neither made any
 * @see Bates and Granger (1969), Operational Research Quarterly 20(4)
 *
 * @example
 * inverseErrorShare([1, -1], [2, 2]); // => 0.8
 */
export function inverseErrorShare(first: readonly number[], second: readonly number[]): number {
  const a = meanSquare(first);
  const b = meanSquare(second);
  return a + b > 0 ? b / (a + b) : 0.5;
}

/** Errors of both views in a backtest, and how many origins they are from. */
export interface ViewErrors {
  readonly bottomUp: readonly number[];
  readonly topDown: readonly number[];
  readonly origins: number;
}

/**
 * Shows two views beside each other.
 *
 * @param bottomUp - paths as built up from parts
 * @param topDown - paths of the series' own trend
 * @param weight - share of the first, 0 to 1
 * @param scale - units of the paths and errors in one of the result; 1 if absent
 */
export function showViews(
  bottomUp: readonly (readonly number[])[],
  topDown: readonly (readonly number[])[],
  errors: ViewErrors,
  weight: number,
  scale = 1,
): Views {
  const medians = (paths: readonly (readonly number[])[]) =>
    paths[0]!.map(
      (_, h) =>
        sampleQuantile(
          paths.map((path) => path[h]!),
          0.5,
        ) / scale,
    );
  const rootMeanSquare = (list: readonly number[]) => Math.sqrt(meanSquare(list)) / scale;
  const views = { bottomUp: medians(bottomUp), topDown: medians(topDown) };
  return {
    ...views,
    gap: views.bottomUp.map((value, h) => value - views.topDown[h]!),
    bottomUpWeight: weight,
    backtest:
      errors.origins > 0
        ? {
            bottomUp: rootMeanSquare(errors.bottomUp),
            topDown: rootMeanSquare(errors.topDown),
            origins: errors.origins,
          }
        : null,
  };
}

/** Says how two views were weighed: "deals weigh 60 %, the trend of bookings the rest, by errors from 6 past starts". */
export function weightInWords(parts: string, whole: string, weight: number, source: string): string {
  return `${parts} weigh ${Math.round(100 * weight)} %, the trend of ${whole} the rest, by errors from ${source}`;
}

/** Mean of squares; 0 for no values. */
function meanSquare(errors: readonly number[]): number {
  return sumOf(errors, (error) => (error * error) / errors.length);
}

/**
 * Paths between two views: each value of the first is averaged with the value of the same rank of the second. Quantiles
 * are then averages of both views' quantiles, and paths hang together as the first view's do. Averaging quantiles takes
 * the views' errors for the same ones, which is nearly true and never too narrow for it.
 *
 * @param first - as many paths as the second, of the same length
 * @param weight - share of the first, 0 to 1
 * @see Lichtendahl, Grushka-Cockayne and Winkler (2013), Management Science 59(7), on averaging quantiles
 */
export function combineViews(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  weight: number,
): number[][] {
  const others = dealtByRank(second, (path, h) => first[path]![h]!);
  return first.map((path, p) => path.map((value, h) => weight * value + (1 - weight) * others[p]![h]!));
}
