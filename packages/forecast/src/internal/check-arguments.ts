import { InsufficientDataError, InvalidArgumentError, NonFiniteValueError } from "../errors.ts";

/** Refuses anything but an integer of `minimum` or more. */
export function checkInteger(argument: string, value: number, minimum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new InvalidArgumentError(
      argument,
      value,
      `${argument} must be an integer of ${minimum} or more, got ${value}`,
    );
  }
}

/** Refuses levels outside (0, 100): percentages, as in 80 and 95. */
export function checkLevels(levels: readonly number[]): void {
  for (const level of levels) {
    if (!(level > 0 && level < 100)) {
      throw new InvalidArgumentError("levels", level, `levels must lie between 0 and 100, got ${level}`);
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

/** Refuses series that are too short or hold NaN or infinity. */
export function checkSeries(subject: string, values: ArrayLike<number>, minimum: number): void {
  if (values.length < minimum) throw new InsufficientDataError(subject, minimum, values.length);
  checkFinite(values);
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
