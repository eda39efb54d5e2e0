import { InvalidArgumentError } from "../errors.ts";
import { checkInteger } from "../internal/check-arguments.ts";

/** Refuses values of a probability integral transform outside [0, 1]. */
export function checkTransform(values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! >= 0 && values[i]! <= 1)) {
      throw new InvalidArgumentError(
        "values",
        values[i],
        `values of a probability integral transform lie in [0, 1], values[${i}] is ${values[i]}`,
      );
    }
  }
}

/**
 * Histogram of a probability integral transform: counts in `bins` equal parts of [0, 1]. Level for calibrated
 * forecasts, a valley for too narrow ones, a hill for too wide ones, a slope for biased ones.
 *
 * @param values - from `probabilityIntegralTransform`, in [0, 1]
 * @param bins - 1 or more; 10 if absent
 * @returns counts, the lowest part first; 1 counts in the last part
 * @throws {InvalidArgumentError} if a value lies outside [0, 1]
 * @see Diebold, Gunther and Tay (1998), International Economic Review 39(4)
 *
 * @example
 * pitHistogram([0.1, 0.6, 0.7, 1], 2); // => [1, 3]
 */
export function pitHistogram(values: ArrayLike<number>, bins = 10): number[] {
  checkInteger("bins", bins, 1);
  checkTransform(values);
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.min(bins - 1, Math.floor(values[i]! * bins))]!++;
  return counts;
}
