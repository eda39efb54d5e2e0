import { checkFinite, checkInteger } from "../internal/check-arguments.ts";
import { zeros } from "../internal/number-lists.ts";
import { powerOfTwoNear } from "../internal/power-of-two-near.ts";
import { squaredDeviations } from "../internal/statistics.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";
import { isConstant } from "./difference.ts";
import { fillGaps } from "./fill-gaps.ts";
import { mstl } from "./mstl.ts";
import { superSmoother } from "./outliers-super-smoother.ts";

/** A value that does not fit its surroundings. */
export interface Outlier {
  /** Place in the series, counted from 0. */
  readonly index: number;
  readonly value: number;
  /** What its neighbours, and the season, suggest in its place. */
  readonly replacement: number;
}

/** What to look for outliers in. */
export interface OutlierOptions {
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
}

/** Share of remainders that do not count for the strength of the season if they exceed the season's whole swing. */
const WILD = 0.05;

/** Seasonal strength from which on the season is taken out first. */
const STRONG = 0.6;

/**
 * Single values that stand out: residuals beyond Q1 - 3 (Q3 - Q1) or Q3 + 3 (Q3 - Q1), about 1 in 400,000 for normal
 * residuals.
 *
 * Residuals are those of a super smoother through the series; if a robust STL finds a season of strength 0.6 or more
 * (up to 5 % of values that exceed its whole swing do not count), through the series without it. The search is repeated once without what was found. Replacements are interpolated
 * between neighbours, season included. Missing values are filled for the search and never reported.
 *
 * It finds nothing in short series whose curve can follow any value (below about 10), may miss the first and the last
 * value, and takes the edge of a level shift for outliers: see `cleanSeries`, which looks for shifts first.
 *
 * @param values - oldest first, any unit; null = missing
 * @returns in order of their index; empty if there are none
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} if the season is not an integer of 1 or more
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 13.9
 * @see Tukey (1977), Exploratory Data Analysis, section 2C, on fences
 *
 * @example
 * findOutliers([10, 11, 10, 12, 11, 60, 12, 11, 13, 12, 12, 13]); // => [{ index: 5, value: 60, replacement: 11.5 }]
 */
export function findOutliers(
  values: readonly (number | null)[],
  { season = 1 }: OutlierOptions = {},
): Outlier[] {
  checkInteger("season", season, 1);
  checkFinite(values);
  if (values.filter((value) => value !== null).length < 3) return [];
  const unit = powerOfTwoNear(values);
  const scaled = values.map((value) => (value === null ? null : value / unit));
  const first = new Set(outlying(scaled, season));
  if (first.size === 0) return [];
  const without = replaced(scaled, first, season);
  const cleaned = scaled.map((value, t) => (first.has(t) ? without[t]! : value));
  const found = new Set([...first, ...outlying(cleaned, season)]);
  const replacements = replaced(scaled, found, season);
  return [...found]
    .sort((a, b) => a - b)
    .map((index) => ({ index, value: values[index]!, replacement: replacements[index]! * unit }));
}

/** Places of values whose residual lies beyond the fences. */
function outlying(values: readonly (number | null)[], season: number): number[] {
  const filled = fillAll(values, season);
  if (isConstant(filled, 1)) return [];
  const seasonal = strongSeason(filled, season);
  const adjusted = filled.map((value, t) => value - seasonal[t]!);
  const curve = superSmoother(adjusted);
  const residuals = adjusted.map((value, t) => value - curve[t]!);
  const known = Array.from(residuals).filter((_, t) => values[t] !== null);
  const lower = sampleQuantile(known, 0.25);
  const upper = sampleQuantile(known, 0.75);
  const fence = 3 * (upper - lower);
  // residuals of rounding alone have no outliers
  if (!(upper - lower > 1e-12)) return [];
  return Array.from(residuals.keys()).filter(
    (t) => values[t] !== null && (residuals[t]! < lower - fence || residuals[t]! > upper + fence),
  );
}

/** The season by robust STL if it is strong; zeros if not. */
export function strongSeason(values: Float64Array, season: number): Float64Array {
  const none = zeros(values.length);
  if (season === 1 || values.length <= 2 * season) return none;
  const { seasonals, remainder } = mstl(values, { seasons: [season], robust: true });
  const seasonal = seasonals[0]!;
  // one wild value must not hide the season
  const sizes = Array.from(remainder, Math.abs);
  const swing = sampleQuantile(Array.from(seasonal), 1) - sampleQuantile(Array.from(seasonal), 0);
  const limit = Math.max(swing, sampleQuantile(sizes, 1 - WILD));
  const counted = (part: Float64Array) => squaredDeviations(part.filter((_, t) => sizes[t]! <= limit));
  const both = counted(remainder.map((value, t) => value + seasonal[t]!));
  return both > 0 && 1 - counted(remainder) / both >= STRONG ? seasonal : none;
}

/** The series with some places interpolated between their neighbours, on the series without its season. */
function replaced(
  values: readonly (number | null)[],
  places: ReadonlySet<number>,
  season: number,
): Float64Array {
  const open = values.map((value, t) => (places.has(t) ? null : value));
  const filled = fillAll(open, season);
  if (season === 1 || filled.length <= 2 * season) return filled;
  const { seasonals } = mstl(filled, { seasons: [season], robust: true });
  const seasonal = seasonals[0]!;
  const straight = fillAll(
    open.map((value, t) => (value === null ? null : value - seasonal[t]!)),
    1,
  );
  return straight.map((value, t) => value + seasonal[t]!);
}

/** Fills gaps, those at the ends with the nearest value. */
export function fillAll(values: readonly (number | null)[], season: number): Float64Array {
  const first = values.find((value) => value !== null) ?? 0;
  const last = values.findLast((value) => value !== null) ?? 0;
  const from = values.findIndex((value) => value !== null);
  const to = values.findLastIndex((value) => value !== null);
  if (from < 0) return zeros(values.length);
  const inside = fillGaps(values.slice(from, to + 1), season);
  return Float64Array.from(values, (_, t) => (t < from ? first : t > to ? last : inside[t - from]!));
}
