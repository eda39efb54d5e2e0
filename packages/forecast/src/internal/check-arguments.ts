import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../errors.ts";
import { mustError } from "../internal/must-error.ts";

/** Refuses anything but an integer of `minimum` or more. */
export function checkInteger(argument: string, value: number, minimum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw mustError(argument, value, `be an integer of ${minimum} or more`);
  }
}

/** Refuses levels outside (0, 100): percentages, as in 80 and 95. */
export function checkLevels(levels: readonly number[]): void {
  for (const level of levels) {
    if (!(level > 0 && level < 100)) {
      throw mustError("levels", level, "lie between 0 and 100");
    }
  }
}

/** Refuses NaN and infinity, naming the index. */
export function checkFinite(values: ArrayLike<number | null>): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value !== null && (typeof value !== "number" || !Number.isFinite(value))) {
      throw new NonFiniteValueError(index, value);
    }
  }
}

/** Refuses a season that is no whole number of observations, and series that are too short or hold NaN or infinity. */
export function checkSeries(subject: string, values: ArrayLike<number>, minimum: number, season = 1): void {
  checkInteger("season", season, 1);
  if (values.length < minimum) throw new InsufficientDataError(subject, minimum, values.length);
  checkFinite(values);
}

/** Refuses two lists of different lengths, and NaN and infinity in them. */
export function checkPair(first: string, a: ArrayLike<number>, second: string, b: ArrayLike<number>): void {
  checkSameLength(first, a, second, b);
  checkFinite(a);
  checkFinite(b);
}

/** Refuses two lists of different lengths. */
export function checkSameLength(
  first: string,
  a: ArrayLike<unknown>,
  second: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length !== b.length) {
    throw new InvalidArgumentError(
      second,
      b.length,
      `${first} and ${second} must have the same length, got ${a.length} and ${b.length}`,
    );
  }
}
