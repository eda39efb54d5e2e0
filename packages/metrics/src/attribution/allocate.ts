/**
 * Splits a whole number by weights so that the parts add up to it: each part is rounded down, and what is left goes, one by
 * one, to the parts with the largest remainders, the first of equal ones.
 *
 * @param weights - not negative, their sum positive
 *
 * @example
 * allocate(100n, [1n, 1n, 1n]); // => [34n, 33n, 33n]
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const size = total < 0n ? -total : total;
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const parts = weights.map((weight) => (size * weight) / sum);
  let left = size - parts.reduce((all, part) => all + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (size * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}
