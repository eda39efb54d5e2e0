import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { Interval } from "./model.ts";

/** Central normal intervals, mean -+ z * standard error, keyed by level ("80", "95"). */
export function normalIntervals(
  mean: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  levels: readonly number[],
): Record<string, Interval> {
  const intervals: Record<string, Interval> = {};
  for (const level of levels) {
    const z = levelMultiplier(level);
    intervals[String(level)] = {
      lower: Array.from(mean, (value, h) => value - z * standardErrors[h]!),
      upper: Array.from(mean, (value, h) => value + z * standardErrors[h]!),
    };
  }
  return intervals;
}
