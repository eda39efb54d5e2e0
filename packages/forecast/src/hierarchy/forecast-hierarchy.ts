import { couplePaths } from "../drivers/couple-paths.ts";
import { type PathSummary, type SummaryOptions, summarizePaths } from "../drivers/path-summary.ts";
import { fitSeries, type SeriesOptions } from "../drivers/series-fit.ts";
import { InvalidArgumentError } from "../errors.ts";
import { checkSameLength } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import { recordOf } from "../internal/record-of.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { reconcileColumn } from "./reconcile.ts";
import { prepareReconciler, type ReconciliationMethod } from "./reconciler.ts";

/** What to forecast, and how it is made to add up. */
export interface HierarchyForecastOptions extends SeriesOptions, SummaryOptions {
  /** History by bottom series, oldest first, all of the same length; null = missing. Sums are computed. */
  readonly history: Readonly<Record<string, readonly (number | null)[]>>;
  /** `mint_shrink` if absent. */
  readonly method?: ReconciliationMethod;
  /** For `middle_out`: the level that stays as forecast. */
  readonly level?: number;
  /** True if no series can be negative; if absent, true where no value of the history is. */
  readonly nonNegative?: boolean;
}

/** Forecasts that add up. */
export interface HierarchyForecast {
  /** Point forecasts by node, adding up to the last bit. */
  readonly mean: Readonly<Record<string, readonly number[]>>;
  /** The forecasts before reconciliation. */
  readonly base: Readonly<Record<string, readonly number[]>>;
  /** Intervals by node, from paths that each add up; bounds themselves do not. */
  readonly summary: Readonly<Record<string, PathSummary>>;
  /** Paths by node: path p of every node is the same future, and adds up to the last bit. */
  readonly paths: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Share by which correlations of the residuals were shrunk toward 0; null where the method uses none. */
  readonly shrinkage: number | null;
}

/**
 * Forecasts every series of a hierarchy by itself, then makes points and sample paths add up.
 *
 * The paths of all series are drawn together with their calibrated distributions (`couplePaths`), and each future is
 * reconciled like the points, so intervals of sums know how their parts vary together, and those of the parts what
 * the sums know.
 *
 * Memory is nodes * horizon * paths numbers; for thousands of series ask for a few hundred paths.
 *
 * @throws what `forecastPaths` and `prepareReconciler` throw, and {InvalidArgumentError} if a bottom series has no
 * history or lengths differ
 * @see Panagiotelis, Gamakumara, Athanasopoulos and Hyndman (2023), European Journal of Operational Research 306(2)
 */
export function forecastHierarchy(
  hierarchy: Hierarchy,
  options: HierarchyForecastOptions,
): HierarchyForecast {
  const { history, horizon } = options;
  const bottom = hierarchy.bottom.map((name) => {
    const values = history[name];
    if (!values) {
      throw new InvalidArgumentError(
        `history.${name}`,
        values,
        `history has no "${name}"; give each bottom series`,
      );
    }
    return values;
  });
  bottom.forEach((values, i) => {
    checkSameLength(`history.${hierarchy.bottom[0]}`, bottom[0]!, `history.${hierarchy.bottom[i]}`, values);
  });
  const sums = hierarchy.parts.map((parts) => sumSeries(parts.map((part) => bottom[part]!)));
  const all = [...sums, ...bottom];
  const nonNegative =
    options.nonNegative ?? bottom.every((values) => values.every((value) => value === null || value >= 0));
  const fits = all.map((values) => fitSeries(values, options));
  const reconciler = prepareReconciler(hierarchy, {
    ...options,
    residuals: fits.map(({ residuals }) => residuals),
  });
  const reconciled = (columnAt: (node: number) => number) =>
    reconcileColumn(
      hierarchy,
      reconciler,
      Float64Array.from(all, (_, i) => columnAt(i)),
      nonNegative,
    );
  const base = fits.map(({ center }) => center);
  const points = listOf(horizon, (h) => reconciled((node) => base[node]![h]!));
  const coupled = couplePaths(fits, options.seed ?? 1).paths;
  const paths = all.map(() => coupled[0]!.map(() => new Array<number>(horizon).fill(0)));
  for (let path = 0; path < coupled[0]!.length; path++) {
    for (let h = 0; h < horizon; h++) {
      const column = reconciled((node) => coupled[node]![path]![h]!);
      for (let node = 0; node < all.length; node++) paths[node]![path]![h] = column[node]!;
    }
  }
  const byName = <T>(of: (node: number) => T): Record<string, T> =>
    recordOf(hierarchy.nodes, (_, node) => of(node));
  return {
    mean: byName((node) => points.map((column) => column[node]!)),
    base: byName((node) => base[node]!),
    summary: byName((node) => summarizePaths(paths[node]!, options)),
    paths: byName((node) => paths[node]!),
    shrinkage: reconciler.shrinkage,
  };
}

/** Sum of series, period by period; null where one is missing. */
function sumSeries(list: readonly (readonly (number | null)[])[]): (number | null)[] {
  return list[0]!.map((_, t) =>
    list.reduce<number | null>((sum, values) => {
      const value = values[t]!;
      return sum === null || value === null ? null : sum + value;
    }, 0),
  );
}
