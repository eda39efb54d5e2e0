/**
 * A power of two between half of the largest size and that size: dividing by it is exact, and no sum of squares
 * overflows. 1 if all values are 0 or missing.
 */
export function powerOfTwoNear(values: ArrayLike<number | null>): number {
  let largest = 0;
  for (let t = 0; t < values.length; t++) largest = Math.max(largest, Math.abs(values[t] ?? 0));
  if (largest === 0) return 1;
  let unit = 1;
  while (unit <= largest / 2) unit *= 2;
  while (unit > largest) unit /= 2;
  return unit;
}
