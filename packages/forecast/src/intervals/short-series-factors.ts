import { levelMultiplier } from "../internal/normal-quantile.ts";
import { studentQuantile } from "../internal/student-quantile.ts";

/** Stand-ins for standard errors and factors where two or three points are all there is. */
export interface ShortSeriesWidths {
  readonly standardErrors: Float64Array;
  readonly factors: ReadonlyMap<number, number>;
}

/** Assumed size of one step, as a share of the value, when a single point shows no step at all. */
const ASSUMED_STEP = 0.1;

/**
 * Widths for one to three points: Student's t instead of the normal quantile for two and three; for a single
 * point an assumed step of 10 % of its value (growing with the square root of the horizon), since it shows none.
 *
 * @param standardErrors - of the naive forecast
 * @returns null from four points on
 */
export function shortSeriesFactors(
  values: ArrayLike<number>,
  standardErrors: Float64Array,
  levels: readonly number[],
): ShortSeriesWidths | null {
  const length = values.length;
  if (length > 3) return null;
  const degrees = Math.max(1, length - 1);
  const single = Float64Array.from(
    standardErrors,
    (_, h) => ASSUMED_STEP * Math.abs(values[0]!) * Math.sqrt(h + 1),
  );
  return {
    standardErrors: length === 1 ? single : standardErrors,
    factors: new Map(
      levels.map((level) => [
        level,
        length === 1 ? 1 : studentQuantile(0.5 + level / 200, degrees) / levelMultiplier(level),
      ]),
    ),
  };
}
