import { exponential, power } from "../transform/exponential.ts";
import { normalQuantile } from "./normal-quantile.ts";

/**
 * Quantile of Student's t distribution.
 *
 * Exact for 1 and 2 degrees of freedom; else Hill's asymptotic expansion,
 * off by less than 0.3 % at 3 degrees and less than 0.02 % from 5 on (0.5 to 0.995).
 *
 * @param probability - strictly between 0 and 1
 * @param degrees - degrees of freedom, 1 or more
 * @see G. W. Hill (1970), Communications of the ACM 13(10), algorithm 396
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  const tail = 2 * (1 - probability);
  if (degrees === 1) return cotangent((tail * Math.PI) / 2);
  if (degrees === 2) return Math.sqrt(2 / (tail * (2 - tail)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / (a * a);
  let c = ((20700 * a) / b - 98) * a - 16;
  c = c * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let x = d * tail;
  let y = power(x, 2 / degrees);
  if (y > 0.05 + a) {
    x = normalQuantile(tail / 2);
    y = x * x;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c += (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = a * y * y;
    y = y > 0.002 ? exponential(y) - 1 : 0.5 * y * y + y;
  } else {
    y =
      ((1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3) + 0.5 / (degrees + 4)) *
        y -
        1) *
        ((degrees + 1) / (degrees + 2)) +
      1 / y;
  }
  return Math.sqrt(degrees * y);
}

/** Cotangent by the series of cosine and sine, the same on every engine; 0 < x <= pi / 2. */
function cotangent(x: number): number {
  let cosine = 1;
  let sine = 1;
  for (let i = 22; i >= 2; i -= 2) {
    cosine = 1 - (cosine * x * x) / (i * (i - 1));
    sine = 1 - (sine * x * x) / (i * (i + 1));
  }
  return cosine / (x * sine);
}
