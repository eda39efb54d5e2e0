import { InvalidArgumentError } from "../errors.ts";
import { recordOf } from "../internal/record-of.ts";
import { type Drivers, jointPaths } from "./joint-paths.ts";
import { type PathSummary, type SummaryOptions, summarizePaths } from "./path-summary.ts";
import type { SeriesOptions } from "./series-fit.ts";

/**
 * What a period's outcome is, given its drivers and the outcome of the period before on the same path.
 *
 * @param values - drivers by name, in their units
 * @param previous - the outcome one period earlier, `start` in the first; null if that was undefined or there is none
 * @param step - 1 for the first period ahead
 * @returns null where it is undefined
 */
export type DriverFormula = (
  values: Readonly<Record<string, number>>,
  previous: number | null,
  step: number,
) => number | null;

/** What is computed from which drivers. */
export interface DriverForecastOptions extends SeriesOptions, SummaryOptions {
  readonly drivers: Drivers;
  readonly formula: DriverFormula;
  /** Outcome of the last period of the history, for formulas that go on from it, as a balance does. */
  readonly start?: number;
}

/** A quantity computed from drivers, over the same futures as these. */
export interface DriverForecast {
  /** What the paths say of the outcome. */
  readonly outcome: PathSummary;
  /** The outcome path by path; null where undefined. For totals and targets. */
  readonly paths: readonly (readonly (number | null)[])[];
  /** What the paths say of each driver. */
  readonly drivers: Readonly<Record<string, PathSummary>>;
  readonly shrinkage: number;
}

/**
 * Forecasts a quantity from its drivers: the drivers' futures are drawn together (`jointPaths`) and the formula is
 * applied to each, so the intervals are those of the quantity, skewed and bounded as the formula makes it. The median
 * of a product is not the product of medians; that is what the paths are for.
 *
 * @throws what `jointPaths` throws, and {InvalidArgumentError} if the formula gives NaN or infinity
 *
 * @example
 * const mrr = forecastDrivers({
 *   drivers: { added: [4, 4, 4, 4], churnRate: [0.5, 0.5, 0.5, 0.5] },
 *   formula: ({ added, churnRate }, opening) => opening! * (1 - churnRate!) + added!,
 *   start: 16, horizon: 2,
 * });
 * mrr.outcome.median; // => [12, 10]
 */
export function forecastDrivers(options: DriverForecastOptions): DriverForecast {
  const { paths: drawn, shrinkage } = jointPaths(options.drivers, options);
  const paths = applyFormula(drawn, options.formula, options.start ?? null);
  return {
    outcome: summarizePaths(paths, options),
    paths,
    drivers: recordOf(Object.keys(drawn), (name) => summarizePaths(drawn[name]!, options)),
    shrinkage,
  };
}

/** The formula on each path, period by period. */
export function applyFormula(
  drivers: Readonly<Record<string, readonly (readonly number[])[]>>,
  formula: DriverFormula,
  start: number | null,
): (number | null)[][] {
  const names = Object.keys(drivers);
  const first = drivers[names[0]!]!;
  return first.map((one, path) => {
    let previous = start;
    return one.map((_, h) => {
      const values = recordOf(names, (name) => drivers[name]![path]![h]!);
      previous = formula(values, previous, h + 1);
      if (previous !== null && !Number.isFinite(previous)) {
        throw new InvalidArgumentError(
          "formula",
          previous,
          `formula gave ${previous} at step ${h + 1}; return null where the outcome is undefined`,
        );
      }
      return previous;
    });
  });
}
