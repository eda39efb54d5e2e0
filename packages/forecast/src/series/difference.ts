import { zeros } from "../internal/number-lists.ts";

/**
 * Differences of a series: y[t] - y[t - lag], `times` times over.
 *
 * @returns `times * lag` values fewer; empty if nothing is left
 *
 * @example
 * [...difference([1, 4, 9, 16], 1, 2)]; // => [2, 2]
 */
export function difference(values: ArrayLike<number>, lag: number, times = 1): Float64Array {
  let current = Float64Array.from(values);
  for (let i = 0; i < times; i++) {
    const next = zeros(Math.max(0, current.length - lag));
    for (let t = 0; t < next.length; t++) next[t] = current[t + lag]! - current[t]!;
    current = next;
  }
  return current;
}

/** Differences at the season's lag first, then at lag 1, as ARIMA models take them. */
export function differenceAll(values: ArrayLike<number>, d: number, D: number, season: number): Float64Array {
  return difference(difference(values, season, D), 1, d);
}

/** True if values differ by no more than rounding leaves of numbers of the given size. */
export function isConstant(values: ArrayLike<number>, size: number): boolean {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < values.length; t++) {
    lowest = Math.min(lowest, values[t]!);
    highest = Math.max(highest, values[t]!);
  }
  return !(highest - lowest > 1e-12 * size);
}
