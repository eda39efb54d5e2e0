import { NonPositiveValueError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { minimizeOnInterval } from "../internal/golden-section.ts";
import { listOf, tabulate } from "../internal/number-lists.ts";
import { mean, squaredDeviations } from "../internal/statistics.ts";
import { power } from "./exponential.ts";

/** Where lambda is looked for. */
export interface GuerreroOptions {
  /** -1 if absent. */
  readonly lower?: number;
  /** 2 if absent. */
  readonly upper?: number;
}

/**
 * The Box-Cox lambda that makes the spread within seasons least dependent on their level (Guerrero).
 *
 * The newest whole seasons (pairs of values, without a season) each give a mean m and a standard deviation s; lambda
 * minimises the coefficient of variation of s / m^(1 - lambda).
 *
 * @param values - history of positive numbers
 * @param season - observations per season; 1 for none
 * @returns 1, no transformation, for fewer than three seasons and where nothing varies
 * @throws {NonPositiveValueError} if a value is below 0, or a season holds nothing but 0; names the first
 * @see Guerrero (1993), Journal of Forecasting 12(1)
 *
 * @example
 * Math.round(guerreroLambda([1, 1.1, 10, 11, 100, 110], 2)); // => 0
 */
export function guerreroLambda(
  values: ArrayLike<number>,
  season: number,
  { lower = -1, upper = 2 }: GuerreroOptions = {},
): number {
  checkInteger("season", season, 1);
  checkSeries("guerreroLambda", values, 1);
  const width = Math.max(2, season);
  const count = Math.floor(values.length / width);
  for (let t = 0; t < values.length; t++) {
    if (values[t]! < 0) throw new NonPositiveValueError("guerreroLambda", t, values[t]!);
  }
  if (count < 3) return Math.min(upper, Math.max(lower, 1));
  const first = values.length - count * width;
  const groups = listOf(count, (i) => {
    const group = tabulate(width, (j) => values[first + i * width + j]!);
    const centre = mean(group);
    if (centre === 0) throw new NonPositiveValueError("guerreroLambda", first + i * width, 0);
    return { centre, spread: deviation(group) };
  });
  if (groups.every(({ spread }) => spread === 0)) return Math.min(upper, Math.max(lower, 1));
  // relative to their mean, so that powers stay in range
  const unit = mean(groups.map(({ centre }) => centre));
  const variation = (lambda: number) => {
    const ratios = Float64Array.from(
      groups,
      ({ centre, spread }) => spread / unit / power(centre / unit, 1 - lambda),
    );
    return deviation(ratios) / mean(ratios);
  };
  return minimizeOnInterval(variation, lower, upper);
}

/** Sample standard deviation, divisor n - 1. */
function deviation(values: Float64Array): number {
  return Math.sqrt(squaredDeviations(values) / (values.length - 1));
}
