import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { exponential, power } from "./exponential.ts";

/**
 * Box-Cox transformation: log(y) for lambda = 0, else (sign(y) |y|^lambda - 1) / lambda.
 *
 * The sign lets values of 0 and below pass where lambda > 0. Computed without `Math.log` and `Math.pow`, which engines
 * may round differently.
 *
 * @returns -Infinity for y = 0 and lambda <= 0; NaN for y < 0 and lambda <= 0
 * @see Box and Cox (1964), Journal of the Royal Statistical Society B 26(2)
 * @see Bickel and Doksum (1981), Journal of the American Statistical Association 76(374), on negative values
 *
 * @example
 * boxCox(9, 0.5); // => 4
 */
export function boxCox(value: number, lambda: number): number {
  if (lambda === 0) return naturalLogarithm(value);
  if (lambda === 1) return value - 1;
  if (value < 0) return lambda > 0 ? (-power(-value, lambda) - 1) / lambda : Number.NaN;
  return (power(value, lambda) - 1) / lambda;
}

/**
 * The value whose Box-Cox transformation is z: e^z for lambda = 0, else (lambda z + 1)^(1 / lambda).
 *
 * @returns Infinity where lambda < 0 and z >= -1 / lambda, which no value reaches
 *
 * @example
 * inverseBoxCox(4, 0.5); // => 9
 */
export function inverseBoxCox(z: number, lambda: number): number {
  if (lambda === 0) return exponential(z);
  if (lambda === 1) return z + 1;
  const base = lambda * z + 1;
  if (base >= 0) return power(base, 1 / lambda);
  return lambda > 0 ? -power(-base, 1 / lambda) : Number.POSITIVE_INFINITY;
}
