import { sumOf } from "../internal/statistics.ts";
import { findLevelShifts, type LevelShift } from "./level-shifts.ts";
import { findOutliers, type Outlier } from "./outliers.ts";

/** What to do with what is found. */
export interface CleanSeriesOptions {
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
  /** Replace outliers; true if absent. They are reported in any case. */
  readonly replaceOutliers?: boolean;
  /** Move everything before a level shift to the level after it; false if absent. Shifts are reported in any case. */
  readonly removeLevelShifts?: boolean;
}

/** A series, what was found in it and what was changed. */
export interface CleanSeries {
  /** The series after the changes; null where a value was missing. */
  readonly values: readonly (number | null)[];
  readonly outliers: readonly Outlier[];
  readonly levelShifts: readonly LevelShift[];
  /** Each finding and what was done about it, in plain words; places count from 1. */
  readonly notes: readonly string[];
}

/**
 * Finds outliers and level shifts and, if asked, takes them out: never silently, each is reported with its place, its
 * value and what stands there now.
 *
 * Shifts are looked for first, so that the values beside a step are not taken for outliers. Missing values stay
 * missing. A forecast of a cleaned series has narrower intervals than the past has earned: whoever cleans says that
 * such values will not come again.
 *
 * @param values - oldest first, any unit; null = missing
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} if the season is not an integer of 1 or more
 * @see Chen and Liu (1993), Journal of the American Statistical Association 88(421)
 *
 * @example
 * cleanSeries([10, 11, 10, 12, 11, 60, 12, 11, 13, 12, 12, 13]).notes; // => ["value 6, 60, stands out: replaced by 11.5"]
 */
export function cleanSeries(
  values: readonly (number | null)[],
  { season = 1, replaceOutliers = true, removeLevelShifts = false }: CleanSeriesOptions = {},
): CleanSeries {
  const levelShifts = findLevelShifts(values, { season });
  // at each place, the sum of the shifts still to come
  const ahead = (t: number) => sumOf(levelShifts, ({ index, size }) => (index > t ? size : 0));
  const level = values.map((value, t) => (value === null ? null : value + ahead(t)));
  const outliers = findOutliers(level, { season }).map(({ index, replacement }) => ({
    index,
    value: values[index]!,
    replacement: replacement - ahead(index),
  }));
  const cleaned = [...values];
  if (replaceOutliers) for (const { index, replacement } of outliers) cleaned[index] = replacement;
  const notes = [
    ...outliers.map(({ index, value, replacement }) => {
      const done = replaceOutliers
        ? `replaced by ${short(replacement)}`
        : `${short(replacement)} would be usual`;
      return `value ${index + 1}, ${short(value)}, stands out: ${done}`;
    }),
    ...levelShifts.map(({ index, size }) => {
      const done = removeLevelShifts ? "earlier values moved to the new level" : "left as it is";
      return `level ${size > 0 ? "up" : "down"} by ${short(Math.abs(size))} from value ${index + 1} on: ${done}`;
    }),
  ];
  return {
    values: removeLevelShifts
      ? cleaned.map((value, t) => (value === null ? null : value + ahead(t)))
      : cleaned,
    outliers,
    levelShifts,
    notes,
  };
}

/** A number for reading: six significant digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
