import { LOG2_HIGH, LOG2_LOW, naturalLogarithm } from "../internal/natural-logarithm.ts";

const bits = new DataView(new ArrayBuffer(8));

/**
 * e^x by additions, multiplications and divisions alone, so that it is the same on every engine.
 *
 * x = k log(2) + r with |r| below 0.35, then the Taylor series of e^r, times 2^k.
 *
 * @returns e^x within a few units of the last digit; Infinity above 709.78, 0 below -745
 */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745) return 0;
  const exponent = Math.round(x / (LOG2_HIGH + LOG2_LOW));
  const rest = x - exponent * LOG2_HIGH - exponent * LOG2_LOW;
  let sum = 1;
  for (let i = 15; i >= 1; i--) sum = 1 + (sum * rest) / i;
  // in two steps, because 2^1024 and 2^-1060 are not normal numbers
  const half = Math.trunc(exponent / 2);
  return sum * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** x^exponent for x >= 0, the same on every engine. */
export function power(x: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (exponent === 1) return x;
  if (x === 0) return exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
  return exponential(exponent * naturalLogarithm(x));
}

function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
