const bits = new DataView(new ArrayBuffer(8));

/** log(2) in two parts: the first has trailing zeros, so that exponent * first is exact. */
export const LOG2_HIGH = 0.6931471803691238;
export const LOG2_LOW = 1.9082149292705877e-10;

/**
 * Natural logarithm by additions, multiplications and one division alone.
 *
 * `Math.log` may differ between engines in its last digit; where a search or a choice hangs on a logarithm, that
 * digit could lead to another result. This one is the same everywhere: x = 2^k * f with f near 1, then
 * log(f) = 2 * (z + z^3 / 3 + z^5 / 5 + ...), z = (f - 1) / (f + 1).
 *
 * @param x - a normal number above 0
 * @returns log(x), within 4 units of the last digit; -Infinity for 0, Infinity for Infinity, else NaN
 */
export function naturalLogarithm(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) {
    if (x === 0) return Number.NEGATIVE_INFINITY;
    return x > 0 ? x : Number.NaN;
  }
  if (x < 2.2250738585072014e-308)
    return naturalLogarithm(x * 18014398509481984) - 54 * (LOG2_HIGH + LOG2_LOW);
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let fraction = bits.getFloat64(0);
  if (fraction > Math.SQRT2) {
    fraction *= 0.5;
    exponent += 1;
  }
  const z = (fraction - 1) / (fraction + 1);
  const w = z * z;
  let sum = 1 / 23;
  for (let odd = 21; odd >= 3; odd -= 2) sum = sum * w + 1 / odd;
  return exponent * LOG2_HIGH + (2 * z + (2 * z * w * sum + exponent * LOG2_LOW));
}
