/** How often each whole value occurred. */
export type Histogram = ReadonlyMap<number, number>;

/** A quantile is asked for in parts of a million. */
const parts = 1_000_000;

/**
 * Quantile of a histogram, type 7: linear between the order statistics at (n - 1) x q.
 *
 * @param q - from 0 to 1
 * @returns null for an empty histogram
 * @see Hyndman and Fan (1996), The American Statistician 50(4), definition 7: the default of R, NumPy and Excel
 *
 * @example
 * quantile(new Map([[10, 1], [20, 1], [60, 1]]), 0.9); // => 52
 */
export function quantile(histogram: Histogram, q: number): number | null {
  const values = Float64Array.from(histogram.keys()).sort();
  let n = 0;
  for (const count of histogram.values()) n += count;
  if (n === 0) return null;
  const at = (rank: number): number => {
    let seen = 0;
    for (const value of values) {
      seen += histogram.get(value) ?? 0;
      if (rank < seen) return value;
    }
    return values.at(-1) ?? 0;
  };
  // Whole numbers up to the one division: 0.9 has no exact binary form, and 111.00000000000003 is no 90th percentile.
  const position = (n - 1) * Math.round(q * parts);
  const low = at(Math.floor(position / parts));
  const high = at(Math.ceil(position / parts));
  return (low * parts + (position % parts) * (high - low)) / parts;
}

/** Mean of a histogram; null where it is empty. */
export function mean(histogram: Histogram): number | null {
  let n = 0;
  let sum = 0;
  for (const [value, count] of histogram) {
    n += count;
    sum += value * count;
  }
  return n === 0 ? null : sum / n;
}
