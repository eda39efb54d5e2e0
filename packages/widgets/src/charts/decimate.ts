/**
 * Indices that draw the same line as all points would: per pixel column the first, lowest, highest and last point, in time order.
 *
 * With at most two points a pixel nothing is left out. Null values break the line and are kept where they begin.
 *
 * @param x - pixel positions, ascending
 * @param y - values, null where undefined; same length
 * @param width - pixels the line spans
 * @returns ascending indices
 */
export function decimate(x: readonly number[], y: readonly (number | null)[], width: number): number[] {
  if (x.length <= 2 * width) return x.map((_, i) => i);
  const kept: number[] = [];
  for (let start = 0; start < x.length; ) {
    const column = Math.floor(x[start]!);
    let end = start;
    let low = -1;
    let high = -1;
    let gap = -1;
    for (; end < x.length && Math.floor(x[end]!) === column; end++) {
      const value = y[end];
      if (value == null) {
        if (gap < 0) gap = end;
        continue;
      }
      if (low < 0 || value < y[low]!) low = end;
      if (high < 0 || value > y[high]!) high = end;
    }
    const picks = [start, low, high, gap, end - 1].filter((i) => i >= 0).sort((a, b) => a - b);
    for (const pick of picks) if (kept.at(-1) !== pick) kept.push(pick);
    start = end;
  }
  return kept;
}
