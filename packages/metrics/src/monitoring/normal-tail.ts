const terms = 80;

/**
 * Probability that a standard normal value lies beyond z on one side.
 *
 * Q(z) = phi(z) / (z + 1 / (z + 2 / (z + 3 / ...)))
 *
 * @param z - 2 or more: the fraction settles too slowly below
 * @see Laplace (1805), Traité de mécanique céleste IV, in Abramowitz and Stegun (1964), 26.2.14
 *
 * @example
 * normalTail(3).toFixed(6); // => "0.001350"
 */
export function normalTail(z: number): number {
  let fraction = z;
  for (let term = terms; term >= 1; term -= 1) fraction = z + term / fraction;
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}
