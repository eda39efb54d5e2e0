/** A mapping from data values to pixels, and the domain it covers. */
export interface LinearScale {
  (value: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
}

/**
 * Linear scale: the straight line through (domain[0], range[0]) and (domain[1], range[1]).
 *
 * A domain of one point maps everything to the middle of the range.
 *
 * @example
 * linearScale([0, 10], [100, 0])(5); // => 50
 */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): LinearScale {
  const [low, high] = domain;
  const [start, end] = range;
  const span = high - low;
  const scale = (value: number): number =>
    span === 0 ? (start + end) / 2 : start + ((value - low) / span) * (end - start);
  return Object.assign(scale, { domain, range });
}

/**
 * Smallest and largest of some numbers, null and undefined left out.
 *
 * @returns undefined where there is no number
 * @example
 * extent([3, null, 1]); // => [1, 3]
 */
export function extent(values: Iterable<number | null | undefined>): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value == null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
