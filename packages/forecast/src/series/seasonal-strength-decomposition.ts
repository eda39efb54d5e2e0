import type { SeasonAndRemainder } from "./seasonal-strength.ts";

/** Observations that smooth one phase of the season over the years. */
const SEASON_WINDOW = 11;

/**
 * Season and remainder by loess (STL without robustness weights), for measuring the strength of a season.
 *
 * Windows: 11 for each phase, next odd number from 1.5 m / (1 - 1.5 / 11) for the trend, from m for the low pass; two
 * passes. Constant fits within a phase, lines elsewhere, every point computed (no jumps).
 *
 * @param values - more than two seasons
 * @see Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6(1)
 */
export function loessDecomposition(values: Float64Array, season: number): SeasonAndRemainder {
  const length = values.length;
  const trendWindow = nextOdd((1.5 * season) / (1 - 1.5 / SEASON_WINDOW));
  const lowWindow = nextOdd(season);
  const padded = length + 2 * season;
  const trend = new Float64Array(length);
  const cycle = new Float64Array(padded);
  const result = new Float64Array(length);
  for (let pass = 0; pass < 2; pass++) {
    for (let phase = 0; phase < season; phase++) {
      const size = Math.ceil((length - phase) / season);
      const part = Float64Array.from({ length: size }, (_, i) => {
        const t = phase + i * season;
        return values[t]! - trend[t]!;
      });
      // one place beyond each end, so that the low pass has its full width
      for (let i = -1; i <= size; i++) cycle[phase + (i + 1) * season] = loessAt(part, i, SEASON_WINDOW, 0);
    }
    const averaged = movingAverage(movingAverage(movingAverage(cycle, season), season), 3);
    const rest = new Float64Array(length);
    for (let t = 0; t < length; t++) {
      result[t] = cycle[season + t]! - loessAt(averaged, t, lowWindow, 1);
      rest[t] = values[t]! - result[t]!;
    }
    for (let t = 0; t < length; t++) trend[t] = loessAt(rest, t, trendWindow, 1);
  }
  return { season: result, remainder: values.map((value, t) => value - trend[t]! - result[t]!) };
}

/** Loess at place x of an equally spaced series; tricube weights over the `window` nearest points. */
function loessAt(values: Float64Array, x: number, window: number, degree: 0 | 1): number {
  const length = values.length;
  const width = Math.min(window, length);
  const left = Math.max(0, Math.min(length - width, x - Math.floor(width / 2)));
  let reach = Math.max(x - left, left + width - 1 - x);
  if (window > length) reach += Math.floor((window - length) / 2);
  let total = 0;
  let centre = 0;
  let weighted = 0;
  const weights = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    const gap = Math.abs(left + i - x);
    if (gap > 0.999 * reach) continue;
    const share = reach > 0 ? gap / reach : 0;
    const rest = 1 - share * share * share;
    const weight = gap <= 0.001 * reach ? 1 : rest * rest * rest;
    weights[i] = weight;
    total += weight;
    centre += weight * (left + i);
    weighted += weight * values[left + i]!;
  }
  if (!(total > 0)) return values[left]!;
  centre /= total;
  weighted /= total;
  if (degree === 0) return weighted;
  let spread = 0;
  let cross = 0;
  for (let i = 0; i < width; i++) {
    const offset = left + i - centre;
    spread += weights[i]! * offset * offset;
    cross += weights[i]! * offset * values[left + i]!;
  }
  // a line through points that lie in one place says nothing
  return spread / total > 1e-6 * length * length ? weighted + ((x - centre) * cross) / spread : weighted;
}

function movingAverage(values: Float64Array, width: number): Float64Array {
  const result = new Float64Array(values.length - width + 1);
  for (let t = 0; t < result.length; t++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += values[t + i]!;
    result[t] = sum / width;
  }
  return result;
}

function nextOdd(x: number): number {
  const whole = Math.ceil(x);
  return whole % 2 === 0 ? whole + 1 : whole;
}
