import { classicalDecomposition, type SeasonalIndices } from "../series/classical-decomposition.ts";
import { isSeasonal } from "../series/is-seasonal.ts";

/**
 * The season as the Theta papers take it out: none unless the autocorrelation test finds one; classical multiplicative
 * indices, or additive ones if a value is 0 or below or an index below 0.01.
 *
 * @see Fiorucci et al. (2016), International Journal of Forecasting 32(4), section 3
 */
export function thetaSeason(values: ArrayLike<number>, season: number): SeasonalIndices | null {
  if (!isSeasonal(values, season)) return null;
  if (Array.from(values).every((value) => value > 0)) {
    const multiplicative = classicalDecomposition(values, season, "multiplicative");
    if (multiplicative.indices.every((index) => index >= 0.01)) return multiplicative;
  }
  return classicalDecomposition(values, season, "additive");
}
