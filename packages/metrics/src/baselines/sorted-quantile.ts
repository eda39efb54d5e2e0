/**
 * Quantile of numbers, type 7: linear between the order statistics at (n - 1) x q.
 *
 * @param q - from 0 to 1
 * @returns null for no numbers
 * @see Hyndman and Fan (1996), The American Statistician 50(4), definition 7
 */
export function sortedQuantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)]!;
  const high = sorted[Math.ceil(position)]!;
  return low + (position - Math.floor(position)) * (high - low);
}

/**
 * Robust spread: 1.4826 times the median distance from the median, which is the standard deviation of normal values.
 *
 * @returns null for no numbers
 * @see Hampel (1974), Journal of the American Statistical Association 69(346)
 */
export function medianSpread(values: readonly number[]): number | null {
  const median = sortedQuantile(values, 0.5);
  if (median === null) return null;
  const distance = sortedQuantile(
    values.map((value) => Math.abs(value - median)),
    0.5,
  );
  return distance === null ? null : 1.4826 * distance;
}
