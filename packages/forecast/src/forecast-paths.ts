import { type ForecastFit, fitForecast, floorOf, inUnit } from "./auto-forecast.ts";
import { type ForecastOptions, modelOption } from "./forecast.ts";
import { checkInteger } from "./internal/check-arguments.ts";
import { levelMultiplier } from "./internal/normal-quantile.ts";
import { zeros } from "./internal/number-lists.ts";
import { ranking } from "./internal/ranking.ts";
import { calibrate } from "./intervals/calibrate.ts";
import { shortSeriesFactors } from "./intervals/short-series-factors.ts";

/** What to simulate, and how. */
export interface ForecastPathsOptions extends Omit<ForecastOptions, "levels"> {
  /** Number of paths; 1000 if absent. */
  readonly paths?: number;
}

/**
 * Sample paths of the future that agree with what `forecast` says: each period by itself has the calibrated
 * distribution, and periods hang together as they do in the models' own paths. Answers about totals, such as a quarter
 * or the year, and about the chance of a target come from them (see `pathTotals`, `probabilityAtLeast`).
 *
 * The models draw the paths; at each step the r-th smallest value is then replaced by the calibrated quantile
 * (r - 1/2) / paths, which keeps the ranks and so the dependence (the empirical copula).
 *
 * @param values - history, oldest first, equally spaced, any unit; null = missing
 * @returns `paths` arrays of `horizon` values, in the unit of the series; the same for the same seed
 * @throws what `forecast` throws, and {InvalidArgumentError} if paths is not a positive integer
 * @see Clark, Gangopadhyay, Hay, Rajagopalan and Wilby (2004), Journal of Hydrometeorology 5(1), on reordering ranks
 *
 * @example
 * forecastPaths([5, 5, 5, 5, 5, 5], { horizon: 2, paths: 2 }); // => [[5, 5], [5, 5]]
 */
export function forecastPaths(
  values: readonly (number | null)[],
  options: ForecastPathsOptions,
): readonly (readonly number[])[] {
  const { horizon, season = 1, paths: count = 1000, seed = 1 } = options;
  checkInteger("paths", count, 1);
  return pathsOfFit(
    fitForecast(values, { horizon, season, ...modelOption(options.model) }),
    season,
    count,
    seed,
  );
}

/** The paths of `forecastPaths` for what was fitted already. */
export function pathsOfFit(
  { series, fitted, chosen, steps }: ForecastFit,
  season: number,
  count: number,
  seed: number,
): readonly (readonly number[])[] {
  const { factorAt } = calibrate(series.values, season, chosen.rolling, [], series.filled);
  const own = fitted.standardErrors(steps);
  const short = shortSeriesFactors(series.values, own, []);
  const multipliers = rankMultipliers(count, (level) =>
    short ? shortSeriesFactors(series.values, own, [level])!.factors.get(level)! : factorAt(level),
  );
  const floor = floorOf(series);
  const { mean } = fitted.predict(steps, []);
  const paths = fitted.simulate(steps, count, seed);
  let spread = 0;
  for (let h = 0; h < steps; h++) {
    spread = Math.max(spread, (short?.standardErrors ?? own)[h]!);
    const drawn = paths.map((path) => path[h]!);
    ranking(count, (path) => drawn[path]!).forEach((path, rank) => {
      paths[path]![h] = Math.max(floor, Math.max(floor, mean[h]!) + multipliers[rank]! * spread);
    });
  }
  return paths.map((path) => inUnit(path, series));
}

/** Calibrated deviations, in standard errors, of the quantiles (r - 1/2) / count: odd around 0 and increasing. */
function rankMultipliers(count: number, factorAt: (level: number) => number): Float64Array {
  const result = zeros(count);
  let widest = 0;
  for (let rank = Math.ceil(count / 2); rank < count; rank++) {
    const level = 100 * ((2 * rank + 1) / count - 1);
    if (level > 0) widest = Math.max(widest, factorAt(level) * levelMultiplier(level));
    result[rank] = widest;
    result[count - 1 - rank] = -widest;
  }
  return result;
}
