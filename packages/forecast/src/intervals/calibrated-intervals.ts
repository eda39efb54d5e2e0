import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { Interval } from "../models/model.ts";

/**
 * Central intervals from standard errors and one factor for each level: never narrower at a later step, never
 * narrower at a higher level.
 *
 * @param floor - lower bounds are not below it
 */
export function calibratedIntervals(
  mean: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  factors: ReadonlyMap<number, number>,
  floor: number = Number.NEGATIVE_INFINITY,
): Record<string, Interval> {
  const result: Record<string, Interval> = {};
  let multiplier = 0;
  for (const [level, factor] of [...factors].sort(([a], [b]) => a - b)) {
    multiplier = Math.max(multiplier, factor * levelMultiplier(level));
    const lower: number[] = [];
    const upper: number[] = [];
    let halfWidth = 0;
    for (let h = 0; h < mean.length; h++) {
      halfWidth = Math.max(halfWidth, multiplier * standardErrors[h]!);
      lower.push(Math.max(floor, mean[h]! - halfWidth));
      upper.push(mean[h]! + halfWidth);
    }
    result[String(level)] = { lower, upper };
  }
  return result;
}
