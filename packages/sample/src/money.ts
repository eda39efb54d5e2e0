/**
 * An amount in cents as a decimal with two places.
 *
 * @example
 * decimal(123450); // => "1234.50"
 */
export function decimal(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * A whole quotient, halves rounded to the even neighbour. Both arguments are whole and not negative.
 *
 * @example
 * [halfEven(5, 2), halfEven(7, 2)]; // => [2, 4]
 */
export function halfEven(numerator: number, denominator: number): number {
  const quotient = Math.floor(numerator / denominator);
  const twice = 2 * (numerator - quotient * denominator);
  return twice > denominator || (twice === denominator && quotient % 2 === 1) ? quotient + 1 : quotient;
}
