import { levelMultiplier } from "../internal/normal-quantile.ts";
import type { Interval } from "./model.ts";

/**
 * Bounds of central normal intervals: mean -+ z * standard error.
 *
 * @param back - turns a bound into the unit of the series; as it is if absent
 */
export function normalBounds(
  mean: ArrayLike<number>,
  standardErrors: ArrayLike<number>,
  back: (bound: number) => number = (bound) => bound,
): (level: number) => Interval {
  return (level) => {
    const z = levelMultiplier(level);
    return {
      lower: Array.from(mean, (value, h) => back(value - z * standardErrors[h]!)),
      upper: Array.from(mean, (value, h) => back(value + z * standardErrors[h]!)),
    };
  };
}
