/**
 * Akaike's criterion, corrected for small samples: -2 log L + 2 k + 2 k (k + 1) / (n - k - 1).
 *
 * @param parameters - k, the variance among them
 * @param length - n
 * @returns infinite without enough values
 * @see Hurvich and Tsai (1989), Biometrika 76(2)
 */
export function correctedAkaike(minusTwoLogLikelihood: number, parameters: number, length: number): number {
  const room = length - parameters - 1;
  return room > 0
    ? minusTwoLogLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / room
    : Number.POSITIVE_INFINITY;
}
