import { checkPair } from "../internal/check-arguments.ts";

/**
 * Errors relative to their own actuals, fractions: (y - f) / |y|.
 *
 * @returns null if an actual is 0, or so near to it that a quotient is no finite number
 * @throws {InvalidArgumentError} if the lengths differ
 */
export function percentageErrors(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): Float64Array | null {
  checkPair("actual", actual, "forecast", forecast);
  const errors = Float64Array.from(actual, (value, i) => (value - forecast[i]!) / Math.abs(value));
  return errors.every(Number.isFinite) ? errors : null;
}
