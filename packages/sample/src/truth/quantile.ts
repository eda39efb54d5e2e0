/** The quantile of type 7 (as in R) of values in any order; null of none. */
export function quantile(values: readonly number[], probability: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * probability;
  const low = Math.floor(rank);
  const below = sorted[low]!;
  return below + (rank - low) * ((sorted[low + 1] ?? below) - below);
}
