import { mustError } from "../internal/must-error.ts";

/** A change that somebody is about to make. */
export interface OverrideDraft {
  /** The forecast that is overridden. */
  readonly before: number;
  readonly after: number;
  /** The model's noise: standard deviation of its errors at this lag, in the unit of the series. */
  readonly noise: number;
}

/**
 * Warns of an override smaller than the model's noise: such changes cost time and as often hurt as help.
 *
 * @returns a sentence without a full stop; null if the change is as large as the noise, or none
 * @throws {InvalidArgumentError} if the noise is negative or not finite
 * @see Fildes, Goodwin, Lawrence and Nikolopoulos (2009), International Journal of Forecasting 25(1)
 *
 * @example
 * overrideWarning({ before: 100, after: 103, noise: 5 }); // => "a change of 3 is less than the model's noise of 5; such changes as often hurt as help"
 * overrideWarning({ before: 100, after: 110, noise: 5 }); // => null
 */
export function overrideWarning({ before, after, noise }: OverrideDraft): string | null {
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw mustError("noise", noise, "be a number of 0 or more");
  }
  const size = Math.abs(after - before);
  if (size === 0 || size >= noise) return null;
  const short = (value: number) => String(Number(value.toPrecision(3)));
  return `a change of ${short(size)} is less than the model's noise of ${short(noise)}; such changes as often hurt as help`;
}
