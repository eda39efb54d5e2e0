import { checkInteger, checkLevels } from "../internal/check-arguments.ts";
import { listOf } from "../internal/number-lists.ts";
import { type RandomStream, randomStream } from "../internal/random.ts";
import type { FittedModel, Interval } from "./model.ts";

/** What a model knows after the fit; its verbs follow from it. */
export interface FittedParts {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly values: ArrayLike<number>;
  /** One-step forecasts of the history, NaN where undefined. */
  readonly fitted: ArrayLike<number>;
  readonly notes?: readonly string[];
  standardErrors(horizon: number): Float64Array;
  /** Point forecasts, and their bounds at a level. */
  ahead(horizon: number): {
    readonly mean: ArrayLike<number>;
    bounds(level: number): Interval;
  };
  /** What draws one path after the other. */
  path(horizon: number): (random: RandomStream) => Float64Array;
}

/** Gives the verbs that every model has, which check what they are asked for. */
export function fittedModel(parts: FittedParts): FittedModel {
  const fitted = Array.from(parts.fitted, (value) => (Number.isFinite(value) ? value : null));
  return {
    model: parts.model,
    parameters: parts.parameters,
    fitted,
    residuals: fitted.map((value, t) => (value === null ? null : parts.values[t]! - value)),
    notes: parts.notes ?? [],
    standardErrors(horizon) {
      checkInteger("horizon", horizon, 1);
      return parts.standardErrors(horizon);
    },
    predict(horizon, levels = [80, 95]) {
      checkInteger("horizon", horizon, 1);
      const { mean, bounds } = parts.ahead(horizon);
      return { mean: Array.from(mean), intervals: intervalsAt(levels, bounds) };
    },
    simulate(horizon, paths, seed) {
      checkInteger("horizon", horizon, 1);
      checkInteger("paths", paths, 1);
      const draw = parts.path(horizon);
      const random = randomStream(seed);
      return listOf(paths, () => draw(random));
    },
  };
}

/**
 * Intervals keyed by level ("80", "95").
 *
 * @throws {InvalidArgumentError} if a level is not between 0 and 100
 */
export function intervalsAt(
  levels: readonly number[],
  bounds: (level: number) => Interval,
): Record<string, Interval> {
  checkLevels(levels);
  return Object.fromEntries(levels.map((level) => [String(level), bounds(level)]));
}

/** Intervals of which every list of bounds is replaced by another. */
export function mapIntervals(
  intervals: Readonly<Record<string, Interval>>,
  map: (bounds: readonly number[]) => number[],
): Record<string, Interval> {
  return Object.fromEntries(
    Object.entries(intervals).map(([level, { lower, upper }]) => [
      level,
      { lower: map(lower), upper: map(upper) },
    ]),
  );
}

/**
 * The verbs of a model that was fitted on the rest of a series, with what was taken out added again.
 *
 * @param added - what was taken out of each period, counted from the first value, on into the future
 */
export function addedAgain(
  fit: FittedModel,
  model: string,
  notes: readonly string[],
  added: (t: number) => number,
): FittedModel {
  const { length } = fit.fitted;
  const addAhead = (path: ArrayLike<number>) => Array.from(path, (value, h) => value + added(length + h));
  return {
    model,
    parameters: fit.parameters,
    fitted: fit.fitted.map((value, t) => (value === null ? null : value + added(t))),
    residuals: fit.residuals,
    notes,
    standardErrors: (horizon) => fit.standardErrors(horizon),
    predict(horizon, levels) {
      const { mean, intervals } = fit.predict(horizon, levels);
      return { mean: addAhead(mean), intervals: mapIntervals(intervals, addAhead) };
    },
    simulate: (horizon, paths, seed) =>
      fit.simulate(horizon, paths, seed).map((path) => Float64Array.from(addAhead(path))),
  };
}
