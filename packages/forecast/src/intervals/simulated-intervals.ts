import { listOf } from "../internal/number-lists.ts";
import { intervalsAt } from "../models/fitted-model.ts";
import type { FittedModel, Interval } from "../models/model.ts";
import { sampleQuantile } from "./path-statistics.ts";

/**
 * Intervals from a model's own sample paths: its claim, as `predict` gives it, where that has no formula or is skewed.
 * Not calibrated.
 *
 * @param paths - 2000 if absent
 * @param seed - 1 if absent
 * @throws {InvalidArgumentError} if horizon or paths is not a positive integer, or a level not in (0, 100)
 */
export function simulatedIntervals(
  fitted: FittedModel,
  horizon: number,
  levels: readonly number[],
  { paths = 2000, seed = 1 }: { readonly paths?: number; readonly seed?: number } = {},
): Record<string, Interval> {
  const drawn = fitted.simulate(horizon, paths, seed);
  const steps = listOf(horizon, (h) => drawn.map((path) => path[h]!));
  return intervalsAt(levels, (level) => ({
    lower: steps.map((samples) => sampleQuantile(samples, 0.5 - level / 200)),
    upper: steps.map((samples) => sampleQuantile(samples, 0.5 + level / 200)),
  }));
}
