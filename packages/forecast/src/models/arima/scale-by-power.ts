import { largestSize } from "../../internal/statistics.ts";

/** Divides by a power of two near the largest value: exact, and squares neither overflow nor vanish. */
export function scaleByPower(values: ArrayLike<number>): {
  readonly scaled: Float64Array;
  readonly unit: number;
} {
  const largest = largestSize(values);
  let unit = 1;
  while (unit < largest && unit < 2 ** 1023) unit *= 2;
  while (unit > 2 * largest && largest > 0 && unit > 2 ** -1021) unit /= 2;
  return { scaled: Float64Array.from(values, (value) => value / unit), unit };
}
