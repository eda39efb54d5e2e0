import { checkSeries } from "../internal/check-arguments.ts";
import { mean, sumOfSquares } from "../internal/statistics.ts";
import { type ComponentStrength, componentStrength } from "./component-strength.ts";
import { type DemandPattern, demandClass } from "./demand-class.ts";
import { spectralEntropy } from "./spectral-entropy.ts";

/** What is known of a series before anybody forecasts it; null where a number does not exist. */
export interface Forecastability {
  readonly n: number;
  /** Standard deviation over |mean|; null below two values or for a mean of 0. */
  readonly coefficientOfVariation: number | null;
  readonly demand: DemandPattern;
  readonly strength: ComponentStrength;
  /** 0 (a pattern) to 1 (noise). */
  readonly spectralEntropy: number | null;
}

/**
 * How hard a series looks. Context for its errors, no verdict: a low coefficient of variation means easy, a high
 * one need not mean hard, since it may be the season; the verdict is the error beside that of seasonal naive.
 *
 * @param values - series without gaps, oldest first
 * @param season - observations per season; 1 if absent
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @see Gilliland (2010), The Business Forecasting Deal, on why variation alone does not tell
 *
 * @example
 * forecastability([8, 12, 8, 12]).coefficientOfVariation?.toFixed(3); // => "0.231"
 */
export function forecastability(values: ArrayLike<number>, season = 1): Forecastability {
  checkSeries("forecastability", values, 1);
  const n = values.length;
  const centre = mean(values);
  const deviations = Float64Array.from(values, (value) => value - centre);
  return {
    n,
    coefficientOfVariation:
      n > 1 && centre !== 0 ? Math.sqrt(sumOfSquares(deviations) / (n - 1)) / Math.abs(centre) : null,
    demand: demandClass(values),
    strength: componentStrength(values, season),
    spectralEntropy: spectralEntropy(values),
  };
}
