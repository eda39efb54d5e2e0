import { tabulate, zeros } from "../internal/number-lists.ts";
import { lineThrough, mean } from "../internal/statistics.ts";
import { centredMovingAverage, type SeasonalIndices, type SeasonType } from "./classical-decomposition.ts";

/** Seasonal indices and how far they were pulled to none: 1 = as estimated, 0 = no season left. */
export interface ShrunkenSeason extends SeasonalIndices {
  readonly strength: number;
}

/**
 * Seasonal indices shrunk toward "no season" by how well the seasons agree with each other.
 *
 * strength = max(0, 1 - (s^2 / k) / V): V is the variance of the estimated indices, s^2 the variance of the
 * detrended values around them, k the number of seasons seen (empirical Bayes, positive part). A test that
 * keeps or drops the season as a whole throws real seasons away in short series; shrinking keeps their share.
 *
 * The trend is a centred moving average from three seasons on; below, a straight line, since the average
 * would leave one value for each phase.
 *
 * @param values - series without gaps, at least two seasons; positive if multiplicative
 * @returns null below two seasons, for season 1, or if a multiplicative index would be 0.01 or less
 * @see Miller and Williams (2003), International Journal of Forecasting 19(4), on shrinking seasonal factors
 */
export function shrunkenSeason(
  values: ArrayLike<number>,
  season: number,
  type: SeasonType,
): ShrunkenSeason | null {
  const length = values.length;
  if (season <= 1 || length < 2 * season) return null;
  const multiplicative = type === "multiplicative";
  let trend: Float64Array;
  if (length >= 3 * season) trend = centredMovingAverage(values, season);
  else {
    const line = lineThrough(seasonBalanced(values, season));
    trend = tabulate(length, (t) => line.intercept + line.slope * (t - (length % season)));
  }
  const detrended = zeros(length).fill(Number.NaN);
  const sums = zeros(season);
  const counts = zeros(season);
  for (let t = 0; t < length; t++) {
    if (Number.isNaN(trend[t]!) || (multiplicative && trend[t]! <= 0)) continue;
    detrended[t] = multiplicative ? values[t]! / trend[t]! : values[t]! - trend[t]!;
    sums[t % season]! += detrended[t]!;
    counts[t % season]! += 1;
  }
  if (counts.includes(0)) return null;
  const raw = sums.map((sum, phase) => sum / counts[phase]!);
  const centre = mean(raw);
  let between = 0;
  for (const index of raw) between += (index - centre) ** 2 / (season - 1);
  let within = 0;
  let used = 0;
  for (let t = 0; t < length; t++) {
    if (Number.isNaN(detrended[t]!)) continue;
    within += (detrended[t]! - raw[t % season]!) ** 2;
    used++;
  }
  const noise = used > season ? within / (used - season) / (used / season) : between;
  const strength = between > 0 ? Math.max(0, 1 - noise / between) : 0;
  const base = multiplicative ? 1 : 0;
  const indices = raw.map(
    (index) => base + strength * (multiplicative ? index / centre - 1 : index - centre),
  );
  if (multiplicative && indices.some((index) => index <= 0.01)) return null;
  return { type, indices, strength };
}

/** The last whole seasons of a series, so that a line through them has no season in its slope on average. */
function seasonBalanced(values: ArrayLike<number>, season: number): Float64Array {
  return Float64Array.from(Array.from(values).slice(values.length % season));
}
