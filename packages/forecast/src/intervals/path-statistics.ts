import { InsufficientDataError } from "../errors.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";
import { sortedQuantile } from "../internal/sorted-quantile.ts";
import { sumOf } from "../internal/statistics.ts";

/**
 * Total of each path over some of its periods: a quarter, the rest of the year. Quantiles of totals are not totals of
 * quantiles; that is what paths are for.
 *
 * @param paths - arrays of equal length, as from `forecastPaths`
 * @param from - first period ahead that counts, 1 if absent
 * @param to - last period ahead that counts, the last one if absent
 * @returns one total for each path
 * @throws {InvalidArgumentError} if a bound lies outside the paths or `to` before `from`
 *
 * @example
 * pathTotals([[1, 2, 3], [4, 5, 6]], 2, 3); // => [5, 11]
 */
export function pathTotals(
  paths: readonly (readonly number[])[],
  from = 1,
  to: number = paths[0]?.length ?? 0,
): number[] {
  checkInteger("from", from, 1);
  checkInteger("to", to, from);
  return paths.map((path) => {
    if (to > path.length) {
      throw mustError("to", to, `be ${path.length} or less, the length of the paths`);
    }
    return sumOf(path.slice(from - 1, to), (value) => value);
  });
}

/**
 * Share of samples that reach a target: the chance of hitting it.
 *
 * @param samples - totals, or the values of one period over all paths
 * @returns a fraction in [0, 1]
 * @throws {InsufficientDataError} without samples
 *
 * @example
 * probabilityAtLeast([90, 100, 110, 120], 100); // => 0.75
 */
export function probabilityAtLeast(samples: readonly number[], target: number): number {
  if (samples.length === 0) throw new InsufficientDataError("probabilityAtLeast", 1, 0);
  return samples.filter((value) => value >= target).length / samples.length;
}

/**
 * Quantile of samples, type 7 of Hyndman and Fan, as R's default.
 *
 * @param probability - 0 to 1
 * @throws {InsufficientDataError} without samples
 * @throws {InvalidArgumentError} if the probability is not in [0, 1]
 * @see Hyndman and Fan (1996), The American Statistician 50(4)
 *
 * @example
 * sampleQuantile([4, 1, 3, 2], 0.5); // => 2.5
 */
export function sampleQuantile(samples: readonly number[], probability: number): number {
  if (samples.length === 0) throw new InsufficientDataError("sampleQuantile", 1, 0);
  if (!(probability >= 0 && probability <= 1)) {
    throw mustError("probability", probability, "lie between 0 and 1");
  }
  return sortedQuantile(Float64Array.from(samples).sort(), probability);
}
