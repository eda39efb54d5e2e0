import { checkFinite } from "../internal/check-arguments.ts";
import { mean, sumOfSquares } from "../internal/statistics.ts";

/** How demand arrives and how its sizes vary; null where that does not exist. */
export interface DemandPattern {
  /** Average demand interval (ADI): periods for each one with a value other than 0; null if all are 0. */
  readonly averageInterval: number | null;
  /** Squared coefficient of variation of the values other than 0; null below two of them. */
  readonly squaredVariation: number | null;
  /** Steady, of changing size, with gaps, or both; null where one of the two is. */
  readonly demandClass: "smooth" | "erratic" | "intermittent" | "lumpy" | null;
}

/**
 * Classifies a series of counts or amounts, most of use where many periods are 0.
 *
 * ADI of 1.32 or more is intermittent or lumpy; a squared coefficient of variation of 0.49 or more is erratic or
 * lumpy. The limits were derived for Croston's method and are rules of thumb elsewhere.
 *
 * @param values - one a period, 0 for a period without demand
 * @see Syntetos, Boylan and Croston (2005), Journal of the Operational Research Society 56(5)
 *
 * @example
 * demandClass([0, 5, 0, 0, 5, 6, 0, 4]).demandClass; // => "intermittent"
 */
export function demandClass(values: ArrayLike<number>): DemandPattern {
  checkFinite(values);
  const demands = Float64Array.from(values).filter((value) => value !== 0);
  const centre = mean(demands);
  const averageInterval = demands.length > 0 ? values.length / demands.length : null;
  const squaredVariation =
    demands.length > 1 && centre !== 0
      ? sumOfSquares(demands.map((value) => value / centre - 1)) / (demands.length - 1)
      : null;
  if (averageInterval === null || squaredVariation === null) {
    return { averageInterval, squaredVariation, demandClass: null };
  }
  const gaps = averageInterval >= 1.32;
  const varied = squaredVariation >= 0.49;
  return {
    averageInterval,
    squaredVariation,
    demandClass: gaps ? (varied ? "lumpy" : "intermittent") : varied ? "erratic" : "smooth",
  };
}
