import { zeros } from "../../internal/number-lists.ts";
import { rootsInsideUnitCircle } from "../ets/admissible.ts";

/**
 * Coefficients of a stationary autoregression from its partial autocorrelations (Levinson-Durbin).
 *
 * a[k] = r[k]; a[i] = a[i] - r[k] * a[k-i] for i < k. Every vector of numbers in (-1, 1) gives a stationary
 * polynomial 1 - a1*B - ... - ap*B^p, and each such polynomial comes from exactly one vector.
 *
 * @returns a1..ap
 * @see Barndorff-Nielsen and Schou (1973), Journal of Multivariate Analysis 3(4)
 * @see Jones (1980), Technometrics 22(3); Monahan (1984), Biometrika 71(2)
 *
 * @example
 * [...fromPartialAutocorrelations([0.5, 0.2])]; // => [0.4, 0.2]
 */
export function fromPartialAutocorrelations(partials: ArrayLike<number>): Float64Array {
  const size = partials.length;
  const result = zeros(size);
  const previous = zeros(size);
  for (let k = 0; k < size; k++) {
    const partial = partials[k]!;
    for (let i = 0; i < k; i++) previous[i] = result[i]!;
    for (let i = 0; i < k; i++) result[i] = previous[i]! - partial * previous[k - 1 - i]!;
    result[k] = partial;
  }
  return result;
}

/**
 * True if every root of 1 - a1*z - ... - ap*z^p lies outside the circle of a radius.
 *
 * Scales the coefficients to the unit circle, where the reciprocals of the roots must lie inside.
 *
 * @example
 * rootsOutside([0.5], 1.5); // => true
 * rootsOutside([0.5], 2.5); // => false
 */
export function rootsOutside(coefficients: ArrayLike<number>, radius: number): boolean {
  const size = coefficients.length;
  const reciprocal = zeros(size + 1).fill(1);
  let power = 1;
  for (let i = 0; i < size; i++) {
    power *= radius;
    reciprocal[size - 1 - i] = -coefficients[i]! * power;
  }
  return rootsInsideUnitCircle(reciprocal, size);
}

/**
 * Product of (1 - sum a[i] B^i) and (1 - sum A[j] B^(j*m)), written as 1 - sum c[k] B^k.
 *
 * @returns c1, c2, ...; length p + P * m
 *
 * @example
 * [...multiplySeasonal([0.5], [0.2], 3)]; // => [0.5, 0, 0.2, -0.1]
 */
export function multiplySeasonal(
  plain: ArrayLike<number>,
  seasonal: ArrayLike<number>,
  season: number,
): Float64Array {
  const result = zeros(plain.length + seasonal.length * season);
  for (let i = 0; i < plain.length; i++) result[i] = plain[i]!;
  for (let j = 0; j < seasonal.length; j++) {
    const lag = (j + 1) * season;
    result[lag - 1]! += seasonal[j]!;
    for (let i = 0; i < plain.length; i++) result[lag + i]! -= seasonal[j]! * plain[i]!;
  }
  return result;
}

/**
 * The differencing polynomial (1 - B)^d * (1 - B^m)^D, written as 1 - sum c[k] B^k.
 *
 * @example
 * [...differencePolynomial(2, 0, 1)]; // => [2, -1]
 */
export function differencePolynomial(d: number, D: number, season: number): Float64Array {
  let result = zeros(0);
  for (let i = 0; i < d; i++) result = multiplySeasonal(result, [1], 1) as Float64Array<ArrayBuffer>;
  for (let i = 0; i < D; i++) result = multiplySeasonal(result, [1], season) as Float64Array<ArrayBuffer>;
  return result;
}
