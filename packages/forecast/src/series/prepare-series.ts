import { InsufficientDataError } from "../errors.ts";
import { checkFinite } from "../internal/check-arguments.ts";
import { counted } from "../internal/counted.ts";
import { powerOfTwoNear } from "../internal/power-of-two-near.ts";
import type { Model } from "../models/model.ts";
import { fillGaps } from "./fill-gaps.ts";

/** A series that every model can take. */
export interface PreparedSeries {
  /** Gap-free values divided by `unit`, oldest first. */
  readonly values: Float64Array;
  /** Indices of `values` that were missing and are interpolated: models are fitted on them, nothing is judged by them. */
  readonly filled: ReadonlySet<number>;
  /** A power of two near the largest value, so that nothing overflows and scaling is exact; 1 if not scaled. */
  readonly unit: number;
  /** Missing values at the end: forecasts start that much earlier. */
  readonly missingAtEnd: number;
  readonly nonNegative: boolean;
  readonly positive: boolean;
  /** What was done to the data, in plain words. */
  readonly notes: readonly string[];
}

/** Longest history that models are fitted on, beside five full seasons. */
const LONGEST = 1000;

/**
 * Trims missing values at both ends, fills gaps, keeps the newest part of very long series, and scales.
 *
 * @param values - oldest first; null = missing
 * @param keep - `keepUnit`: not scaled; `keepStart`: never shortened (see `Model`)
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InsufficientDataError} if no value is present
 */
export function prepareSeries(
  values: readonly (number | null)[],
  season: number,
  { keepUnit = false, keepStart = false }: Pick<Model, "keepUnit" | "keepStart"> = {},
): PreparedSeries {
  checkFinite(values);
  const notes: string[] = [];
  const first = values.findIndex((value) => value !== null);
  if (first < 0) throw new InsufficientDataError("forecast", 1, 0);
  const last = values.findLastIndex((value) => value !== null);
  let kept = values.slice(first, last + 1);
  const missingAtEnd = values.length - 1 - last;
  if (first > 0) notes.push(`${counted(first, "missing value")} at the start left out`);
  if (missingAtEnd > 0) {
    notes.push(`${counted(missingAtEnd, "missing value")} at the end: forecast from the last value present`);
  }
  const most = Math.max(LONGEST, 5 * season);
  if (kept.length > most && !keepStart) {
    notes.push(`the newest ${most} of ${kept.length} values used`);
    kept = kept.slice(kept.findIndex((value, t) => t >= kept.length - most && value !== null));
  }
  const filled = new Set(kept.flatMap((value, t) => (value === null ? [t] : [])));
  if (filled.size > 0) notes.push(`${counted(filled.size, "missing value")} inside filled by interpolation`);
  const present = kept.filter((value) => value !== null);
  const unit = keepUnit ? 1 : powerOfTwoNear(present);
  const scaled = kept.map((value) => (value === null ? null : value / unit));
  return {
    values: fillGaps(scaled, season),
    filled,
    unit,
    missingAtEnd,
    nonNegative: present.every((value) => value >= 0),
    positive: present.every((value) => value > 0),
    notes,
  };
}
