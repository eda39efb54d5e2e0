import { checkPaths } from "./check-paths.ts";

/**
 * Probability integral transform: where each actual fell in its forecast distribution, 0 to 1. Values of
 * calibrated forecasts are spread evenly; many near 0 and 1 say that the distributions are too narrow, many
 * near 0.5 too wide, many near 1 that forecasts are too low.
 *
 * (members below y + half of those equal to it) / members
 *
 * @param actual - observed values, length h
 * @param paths - members of the ensemble, each of length h, as from `simulate`
 * @returns length h, fractions
 * @throws {InvalidArgumentError} if there is no path, or lengths differ
 * @see Gneiting, Balabdaoui and Raftery (2007), Journal of the Royal Statistical Society B 69(2)
 *
 * @example
 * probabilityIntegralTransform([3, 9], [[1, 5], [2, 6], [3, 7], [4, 8]]); // => [0.625, 1]
 */
export function probabilityIntegralTransform(
  actual: ArrayLike<number>,
  paths: readonly ArrayLike<number>[],
): number[] {
  checkPaths(actual, paths);
  return Array.from(actual, (value, i) => {
    let below = 0;
    for (const path of paths) below += path[i]! < value ? 1 : path[i]! === value ? 0.5 : 0;
    return below / paths.length;
  });
}
