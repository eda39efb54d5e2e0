import { largestSize } from "./statistics.ts";

/**
 * A power of two between half of the largest size and that size: dividing by it is exact, and no sum of squares
 * overflows. 1 if all values are 0 or missing.
 */
export function powerOfTwoNear(values: ArrayLike<number | null>): number {
  const largest = largestSize(values);
  if (largest === 0) return 1;
  let unit = 1;
  while (unit <= largest / 2) unit *= 2;
  while (unit > largest) unit /= 2;
  return unit;
}
