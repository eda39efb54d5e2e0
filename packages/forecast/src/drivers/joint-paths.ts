import { InvalidArgumentError } from "../errors.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";
import { recordOf } from "../internal/record-of.ts";
import { couplePaths } from "./couple-paths.ts";
import { fitSeries, type SeriesOptions } from "./series-fit.ts";

/** A series that something else is computed from. */
export interface Driver {
  /** History, oldest first, equally spaced, any unit; null = missing. All drivers end with the same period. */
  readonly values: readonly (number | null)[];
  /** Lowest value that it can take; 0 is found by itself where no value is negative. */
  readonly lowest?: number;
  /** Highest value that it can take: 1 for a rate. */
  readonly highest?: number;
}

/** Drivers by name: a history, or one with bounds. */
export type Drivers = Readonly<Record<string, Driver | readonly (number | null)[]>>;

/** Futures of several series together. */
export interface JointPaths {
  /** By driver `paths` arrays of `horizon` values; path p of every driver is the same future. */
  readonly paths: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Share by which the correlations between drivers were shrunk toward 0; 1: taken as independent. */
  readonly shrinkage: number;
}

/**
 * Sample paths of several series together: each by itself has the calibrated distribution of `forecastPaths`, and
 * their shocks are correlated as their one-step errors were in the history, as far as that can be told (see
 * `couplePaths`). Values beyond a driver's bounds are set to the bound.
 *
 * @throws what `forecastPaths` throws, and {InvalidArgumentError} if there is no driver or a lower bound above an upper one
 *
 * @example
 * jointPaths({ a: [5, 5, 5, 5], b: [2, 2, 2, 2] }, { horizon: 1, paths: 2 }).paths; // => { a: [[5], [5]], b: [[2], [2]] }
 */
export function jointPaths(drivers: Drivers, options: SeriesOptions): JointPaths {
  const names = Object.keys(drivers);
  if (names.length === 0) {
    throw new InvalidArgumentError("drivers", drivers, "drivers must name at least one series, got none");
  }
  checkInteger("paths", options.paths ?? 1000, 1);
  const list = names.map((name) => asDriver(drivers[name]!));
  list.forEach((driver, i) => {
    checkBounds(names[i]!, driver);
  });
  const coupled = couplePaths(
    list.map(({ values }) => fitSeries(values, options)),
    options.seed ?? 1,
  );
  return {
    paths: recordOf(names, (_, i) =>
      coupled.paths[i]!.map((path) => path.map((value) => withinBounds(value, list[i]!))),
    ),
    shrinkage: coupled.shrinkage,
  };
}

/** A driver in its long form. */
export function asDriver(driver: Driver | readonly (number | null)[]): Driver {
  return "values" in driver && !Array.isArray(driver)
    ? (driver as Driver)
    : { values: driver as readonly (number | null)[] };
}

/** A value, or the bound that it lies beyond. */
export function withinBounds(
  value: number,
  { lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY }: Driver,
): number {
  return Math.min(highest, Math.max(lowest, value));
}

function checkBounds(name: string, { lowest, highest }: Driver): void {
  if (lowest !== undefined && highest !== undefined && lowest > highest) {
    throw mustError(`drivers.${name}.lowest`, lowest, `not lie above highest, ${highest}`);
  }
}
