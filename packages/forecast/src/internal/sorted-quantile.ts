/**
 * Quantile of values in ascending order, at least one: type 7 of Hyndman and Fan, as R's default.
 *
 * @param probability - 0 to 1
 * @see Hyndman and Fan (1996), The American Statistician 50(4)
 */
export function sortedQuantile(sorted: ArrayLike<number>, probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(sorted.length - 1, below + 1)]!;
  return lower + (place - below) * (upper - lower);
}
