import { errorSums, ratioOrNull } from "./error-sums.ts";

/**
 * Weighted absolute percentage error, a fraction: sum(|y - f|) / sum(|y|).
 *
 * @param actual - observed values, length h
 * @param forecast - point forecasts of the same periods, length h
 * @returns 0 or more (0.12 is 12 %); null if all actuals are 0
 * @throws {InvalidArgumentError} if the lengths differ
 * @see Kolassa and Schütz (2007), Foresight 6, "Advantages of the MAD/mean ratio over the MAPE"
 *
 * @example
 * weightedAbsolutePercentageError([10, 30], [12, 28]); // => 0.1
 */
export function weightedAbsolutePercentageError(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): number | null {
  const { absoluteErrors, absoluteActuals } = errorSums(actual, forecast);
  return ratioOrNull(absoluteErrors, absoluteActuals);
}
