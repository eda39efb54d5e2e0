/** Sum of products of each value and the one `lag` places before it. */
export function laggedProducts(values: ArrayLike<number>, lag: number): number {
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += values[t]! * values[t - lag]!;
  return sum;
}

/**
 * Sum of products at all lags below a bandwidth, with weights 1 - lag / bandwidth: n times the variance of a sum of
 * values that depend on their neighbours.
 *
 * @param deviations - values less their mean
 * @see Newey and West (1987), Econometrica 55(3)
 */
export function longRunSquares(deviations: ArrayLike<number>, bandwidth: number): number {
  let sum = laggedProducts(deviations, 0);
  for (let lag = 1; lag < bandwidth; lag++) {
    sum += 2 * (1 - lag / bandwidth) * laggedProducts(deviations, lag);
  }
  return sum;
}
