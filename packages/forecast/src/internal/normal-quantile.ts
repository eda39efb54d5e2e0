import { naturalLogarithm } from "./natural-logarithm.ts";

/**
 * Quantile of the standard normal distribution.
 *
 * @param probability - strictly between 0 and 1
 * @returns z with P(Z <= z) = probability, relative error below 1.2e-9
 * @see Peter J. Acklam (2003), "An algorithm for computing the inverse normal cumulative distribution function"
 */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * naturalLogarithm(probability));
    return (
      (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
        2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = probability - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
      1)
  );
}

/**
 * Half-width multiplier of a central normal interval: 1.96 for level 95.
 *
 * @param level - percentage, strictly between 0 and 100
 */
export function levelMultiplier(level: number): number {
  return normalQuantile(0.5 + level / 200);
}
