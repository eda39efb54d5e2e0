import { checkPaths } from "./check-paths.ts";

/**
 * Continuous ranked probability score of an ensemble, in the unit of the series: the absolute error of a whole
 * distribution. A point forecast, as an ensemble of one, scores its absolute error.
 *
 * CRPS = mean|x - y| - mean|x - x'| / 2 over members x, x'; averaged over periods. The ensemble counts as the
 * distribution itself, so that of few members (below 100, say) is scored a little too badly.
 *
 * @param actual - observed values, length h
 * @param paths - members of the ensemble, each of length h, as from `simulate`
 * @returns 0 or more; null for no observations
 * @throws {InvalidArgumentError} if there is no path, or lengths differ
 * @see Gneiting and Raftery (2007), Journal of the American Statistical Association 102(477), equation 21
 *
 * @example
 * continuousRankedProbabilityScore([3], [[1], [4]]); // => 0.75
 */
export function continuousRankedProbabilityScore(
  actual: ArrayLike<number>,
  paths: readonly ArrayLike<number>[],
): number | null {
  checkPaths(actual, paths);
  const size = paths.length;
  let score = 0;
  for (let i = 0; i < actual.length; i++) {
    const members = Float64Array.from(paths, (path) => path[i]!).sort();
    let distance = 0;
    let spread = 0;
    for (let k = 0; k < size; k++) {
      distance += Math.abs(members[k]! - actual[i]!);
      // Sorted, the k-th member is the larger one of k pairs and the smaller one of size - 1 - k.
      spread += (2 * k - size + 1) * members[k]!;
    }
    score += Math.max(0, distance / size - spread / (size * size));
  }
  return actual.length > 0 ? score / actual.length : null;
}
