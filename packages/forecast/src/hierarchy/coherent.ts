import { sumOf } from "../internal/statistics.ts";

/**
 * Numbers that add up to the last bit, in any order: each rounded to a multiple of one power of two, so small beside
 * the sum of all sizes (2^-52 of it) that every partial sum is exact in double precision.
 *
 * A total is then exactly the sum of its parts, and of any intermediate sums.
 *
 * @param values - finite; overwritten and returned
 */
export function coherent(values: Float64Array): Float64Array {
  const size = sumOf(values, Math.abs);
  if (size === 0 || !Number.isFinite(size)) return values;
  let grid = 1;
  const least = size * Number.EPSILON;
  while (grid > least && grid > Number.MIN_VALUE) grid /= 2;
  while (grid < least) grid *= 2;
  for (let i = 0; i < values.length; i++) values[i] = Math.round(values[i]! / grid) * grid;
  return values;
}
