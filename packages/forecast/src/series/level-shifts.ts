import { checkFinite, checkInteger } from "../internal/check-arguments.ts";
import { powerOfTwoNear } from "../internal/power-of-two-near.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";
import { fillAll, strongSeason } from "./outliers.ts";

/** A lasting step in the level of a series. */
export interface LevelShift {
  /** First value at the new level, counted from 0. */
  readonly index: number;
  /** New level less the old one, in the unit of the series. */
  readonly size: number;
}

/** What to look for level shifts in. */
export interface LevelShiftOptions {
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
}

/** Values on each side of a step that its size is judged by. */
const SIDE = 6;

/** Fewest values on each side, so that one wild value cannot pass for a level. */
const FEWEST = 3;

/** Robust standard deviations of the usual change that a step must exceed. */
const CLEAR = 3.5;

/**
 * Abrupt and lasting steps: a change from one value to the next that stands out and is not taken back.
 *
 * The season is taken out if it is strong (as in `findOutliers`). A step must exceed 3.5 robust standard deviations
 * (1.4826 times the median absolute deviation) of the changes from value to value, and so must the difference of the
 * medians of up to 6 values after and before it, less the usual drift; that difference is its size. One wild value
 * therefore is no step. Of candidates closer than three values the largest is kept.
 *
 * Only clear steps are found: of 6 standard deviations of independent noise six in ten, since changes carry noise
 * twice. Steps in the first and last two values cannot be told from outliers. In a random walk every change lasts,
 * and its largest may be reported: in 5 of 100 walks of 60 normal changes.
 *
 * @param values - oldest first, any unit; null = missing
 * @returns in order of their index; empty if there are none
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} if the season is not an integer of 1 or more
 * @see Tsay (1988), Journal of Forecasting 7(1), on additive outliers and level shifts
 * @see Rousseeuw and Croux (1993), Journal of the American Statistical Association 88(424), on the deviation
 *
 * @example
 * findLevelShifts([10, 11, 10, 11, 10, 30, 31, 30, 31, 30]); // => [{ index: 5, size: 20 }]
 */
export function findLevelShifts(
  values: readonly (number | null)[],
  { season = 1 }: LevelShiftOptions = {},
): LevelShift[] {
  checkInteger("season", season, 1);
  checkFinite(values);
  if (values.length < 2 * FEWEST) return [];
  const unit = powerOfTwoNear(values);
  const filled = fillAll(
    values.map((value) => (value === null ? null : value / unit)),
    season,
  );
  const seasonal = strongSeason(filled, season);
  const level = Array.from(filled, (value, t) => value - seasonal[t]!);
  const changes = level.slice(1).map((value, t) => value - level[t]!);
  const drift = usualDrift(level);
  const usual = 1.4826 * median(changes.map((change) => Math.abs(change - drift)));
  // where most changes are equal, any other change would stand out: rounding must not
  const limit = Math.max(CLEAR * usual, 1e-9);
  const found: LevelShift[] = [];
  for (let t = FEWEST; t <= level.length - FEWEST; t++) {
    const step = changes[t - 1]! - drift;
    if (!(Math.abs(step) > limit)) continue;
    const before = level.slice(Math.max(0, t - SIDE), t);
    const after = level.slice(t, t + SIDE);
    const size = median(after) - median(before) - (drift * (before.length + after.length)) / 2;
    if (!(Math.abs(size) > limit) || Math.sign(size) !== Math.sign(step)) continue;
    const former = found.at(-1);
    if (former && t - former.index < FEWEST) {
      if (Math.abs(size) <= Math.abs(former.size)) continue;
      found.pop();
    }
    found.push({ index: t, size });
  }
  return found.map(({ index, size }) => ({ index, size: size * unit }));
}

/**
 * Median change per period over a few periods, which a few steps do not move: four, for noise to even out, or two in
 * short series, where a step would be part of too many changes.
 */
function usualDrift(level: readonly number[]): number {
  const lag = level.length < 16 ? 2 : 4;
  return median(level.slice(lag).map((value, t) => value - level[t]!)) / lag;
}

function median(values: readonly number[]): number {
  return sampleQuantile(values, 0.5);
}
