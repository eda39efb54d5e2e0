import { applyFormula, type DriverForecastOptions } from "../drivers/forecast-drivers.ts";
import { jointPaths } from "../drivers/joint-paths.ts";
import { type PathSummary, summarizePaths } from "../drivers/path-summary.ts";
import { adjustDrivers, type DriverAdjustment } from "./adjust-drivers.ts";

/** What is computed from which drivers, and what changes. */
export interface ScenarioOptions extends DriverForecastOptions {
  /** Changes by driver. */
  readonly adjust: Readonly<Record<string, DriverAdjustment>>;
}

/** A what-if beside what it is compared with. */
export interface Scenario {
  readonly base: PathSummary;
  readonly scenario: PathSummary;
  /**
   * Scenario minus base, path by path: both see the same random numbers, so this is the effect of the change alone, far
   * narrower than the forecasts themselves. Undefined where either is.
   */
  readonly difference: PathSummary;
  /** Outcomes path by path, for totals and targets. */
  readonly basePaths: readonly (readonly (number | null)[])[];
  readonly scenarioPaths: readonly (readonly (number | null)[])[];
}

/**
 * A what-if: the outcome of a formula with some drivers changed, in some or all periods, against the outcome without.
 * The change is taken for granted: nothing is said of how it would be brought about, or of what else it would move.
 *
 * @throws what `forecastDrivers` and `adjustDrivers` throw
 *
 * @example
 * const { difference } = scenario({
 *   drivers: { added: [4, 4, 4, 4], churnRate: [0.5, 0.5, 0.5, 0.5] },
 *   formula: ({ added, churnRate }, opening) => opening! * (1 - churnRate!) + added!,
 *   start: 16, horizon: 2,
 *   adjust: { churnRate: { multiply: 0.5, from: 2 } },
 * });
 * difference.median; // => [0, 3]
 */
export function scenario(options: ScenarioOptions): Scenario {
  const drawn = jointPaths(options.drivers, options).paths;
  const start = options.start ?? null;
  const basePaths = applyFormula(drawn, options.formula, start);
  const scenarioPaths = applyFormula(
    adjustDrivers(options.drivers, drawn, options.adjust),
    options.formula,
    start,
  );
  const difference = scenarioPaths.map((path, p) =>
    path.map((value, h) => {
      const before = basePaths[p]![h]!;
      return value === null || before === null ? null : value - before;
    }),
  );
  return {
    base: summarizePaths(basePaths, options),
    scenario: summarizePaths(scenarioPaths, options),
    difference: summarizePaths(difference, options),
    basePaths,
    scenarioPaths,
  };
}
