import { checkPair } from "../internal/check-arguments.ts";

/** Sums that several measures share. */
export interface ErrorSums {
  readonly count: number;
  readonly errors: number;
  readonly absoluteErrors: number;
  readonly actuals: number;
  readonly absoluteActuals: number;
}

/**
 * Sums of errors (actual - forecast) and actuals over paired observations.
 *
 * @throws {InvalidArgumentError} if the lengths differ
 * @throws {NonFiniteValueError} if a number is NaN or infinite
 */
export function errorSums(actual: ArrayLike<number>, forecast: ArrayLike<number>): ErrorSums {
  checkPair("actual", actual, "forecast", forecast);
  const sums = {
    count: actual.length,
    errors: 0,
    absoluteErrors: 0,
    actuals: 0,
    absoluteActuals: 0,
  };
  for (let i = 0; i < actual.length; i++) {
    const error = actual[i]! - forecast[i]!;
    sums.errors += error;
    sums.absoluteErrors += Math.abs(error);
    sums.actuals += actual[i]!;
    sums.absoluteActuals += Math.abs(actual[i]!);
  }
  return sums;
}

/** A quotient that is null when it is undefined: nothing below the line, or not a finite number. */
export function ratioOrNull(numerator: number, denominator: number): number | null {
  const ratio = numerator / denominator;
  return denominator !== 0 && Number.isFinite(ratio) ? ratio + 0 : null;
}
