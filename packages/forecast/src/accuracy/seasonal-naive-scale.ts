import { InsufficientDataError } from "../errors.ts";
import { checkFinite, checkInteger } from "../internal/check-arguments.ts";

/**
 * Mean absolute error of the seasonal naive forecast inside a history: mean(|x[i] - x[i - m]|), i > m.
 *
 * @param training - history, oldest first, length n > m
 * @param seasonLength - m, observations per season; 1 for none
 * @returns the scale of MASE and MSIS, in the unit of the series; 0 if the history repeats exactly
 * @throws {InsufficientDataError} if training has m observations or fewer
 *
 * @example
 * seasonalNaiveScale([10, 12, 11, 13], 1); // => 1.6666666666666667
 */
export function seasonalNaiveScale(training: ArrayLike<number>, seasonLength: number): number {
  checkInteger("seasonLength", seasonLength, 1);
  checkFinite(training);
  if (training.length <= seasonLength) {
    throw new InsufficientDataError("seasonalNaiveScale", seasonLength + 1, training.length);
  }
  let sum = 0;
  for (let i = seasonLength; i < training.length; i++)
    sum += Math.abs(training[i]! - training[i - seasonLength]!);
  return sum / (training.length - seasonLength);
}
