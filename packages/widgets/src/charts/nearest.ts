/**
 * Index of the entry nearest to a target, by binary search; the earlier one of a tie.
 *
 * @param sorted - ascending numbers, at least one
 * @returns -1 for an empty list
 * @example
 * nearest([0, 10, 20], 14); // => 1
 */
export function nearest(sorted: readonly number[], target: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= target) low = middle;
    else high = middle;
  }
  return high > low && sorted[high]! - target < target - sorted[low]! ? high : Math.min(low, high);
}
