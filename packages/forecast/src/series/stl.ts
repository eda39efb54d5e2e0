import { InsufficientDataError } from "../errors.ts";
import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { mustError } from "../internal/must-error.ts";
import { zeros } from "../internal/number-lists.ts";
import { largestSize } from "../internal/statistics.ts";
import { type LoessOptions, loess, loessAt } from "./stl-loess.ts";

/** Parameters of STL, named after what they smooth; windows are numbers of points, rounded up to odd ones. */
export interface StlOptions {
  /** Observations per season, 2 or more. */
  readonly season: number;
  /**
   * Years, or whatever a season is, that smooth one phase: small lets the season change quickly, `periodic` not at all.
   * 11 if absent.
   */
  readonly seasonalWindow?: number | "periodic";
  /** Local constants (0, if absent) or lines (1) within a phase. */
  readonly seasonalDegree?: 0 | 1;
  /** Points that smooth the trend; the next odd number from 1.5 m / (1 - 1.5 / seasonalWindow) if absent. */
  readonly trendWindow?: number;
  /** 1 if absent. */
  readonly trendDegree?: 0 | 1;
  /** Points of the loess that takes the trend out of the season; the next odd number from m if absent. */
  readonly lowPassWindow?: number;
  /** 1 if absent. */
  readonly lowPassDegree?: 0 | 1;
  /** Every jump-th point is computed, others are interpolated; 1, every point, if absent. */
  readonly seasonalJump?: number;
  readonly trendJump?: number;
  readonly lowPassJump?: number;
  /** Gives outliers less weight (bisquare); they are then left in the remainder. False if absent. */
  readonly robust?: boolean;
  /** Passes of season and trend between weights; 1 if robust, else 2, if absent. */
  readonly innerIterations?: number;
  /** Times that weights are computed; 15 if robust, else 0, if absent. */
  readonly outerIterations?: number;
}

/** A series taken apart: trend + seasonal + remainder is the series. */
export interface Stl {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly remainder: Float64Array;
  /** Robustness weights, 0 (left out) to 1; all 1 if not robust. */
  readonly weights: Float64Array;
}

/**
 * Seasonal and trend decomposition by loess: the season may change slowly, the trend is smooth, and with `robust` a
 * few wild values disturb neither.
 *
 * Inner loop: take out the trend, smooth each phase of the season (one place beyond both ends), take out its low
 * frequencies by moving averages of m, m and 3 and a loess, then smooth what is left to the trend. Outer loop: weights
 * (1 - (|R| / h)^2)^2 of the remainder R, h = 6 median |R|.
 *
 * Additive only: where swings grow with the level, take logarithms first. It fails where the season changes abruptly,
 * and its ends are less certain than its middle. Time is linear in the length.
 *
 * @param values - without gaps, oldest first, more than two seasons, any unit
 * @throws {InsufficientDataError} if there are not more than two seasons
 * @throws {NonFiniteValueError} if a value is NaN or infinite
 * @throws {InvalidArgumentError} if a parameter is out of range
 * @see Cleveland, Cleveland, McRae and Terpenning (1990), Journal of Official Statistics 6(1)
 *
 * @example
 * Array.from(stl([1, 5, 1, 5, 1, 5], { season: 2, seasonalWindow: "periodic" }).seasonal, Math.round); // => [-2, 2, -2, 2, -2, 2]
 */
export function stl(values: ArrayLike<number>, options: StlOptions): Stl {
  const { season } = options;
  checkInteger("season", season, 2);
  checkSeries("stl", values, 0);
  if (values.length <= 2 * season) throw new InsufficientDataError("stl", 2 * season + 1, values.length);
  const plan = stlPlan(options);
  const unit = unitOf(values);
  const series = Float64Array.from(values, (value) => value / unit);
  const parts = decompose(series, plan);
  const back = (part: Float64Array) => (unit === 1 ? part : part.map((value) => value * unit));
  const trend = back(parts.trend);
  const seasonal = back(parts.seasonal);
  return {
    trend,
    seasonal,
    remainder: Float64Array.from(values, (value, t) => value - trend[t]! - seasonal[t]!),
    weights: parts.weights,
  };
}

/** The next odd integer from a number. */
export function nextOdd(x: number): number {
  const whole = Math.ceil(x);
  return whole % 2 === 0 ? whole + 1 : whole;
}

interface StlPlan {
  readonly season: number;
  /** Null for a periodic season. */
  readonly seasonal: Omit<LoessOptions, "weights"> | null;
  readonly trend: Omit<LoessOptions, "weights">;
  readonly lowPass: Omit<LoessOptions, "weights">;
  readonly inner: number;
  readonly outer: number;
}

function stlPlan(options: StlOptions): StlPlan {
  const { season, seasonalWindow, robust = false } = options;
  const { innerIterations = robust ? 1 : 2, outerIterations = robust ? 15 : 0 } = options;
  checkInteger("innerIterations", innerIterations, 1);
  checkInteger("outerIterations", outerIterations, 0);
  /** The options of one smoother by its name, checked. */
  const smoother = (name: "seasonal" | "trend" | "lowPass", usualWindow: number, usualDegree: 0 | 1) => {
    const window = Number(options[`${name}Window`] ?? usualWindow);
    const degree = options[`${name}Degree`] ?? usualDegree;
    const jump = options[`${name}Jump`] ?? 1;
    checkInteger(`${name}Window`, window, 3);
    if (degree !== 0 && degree !== 1) throw mustError(`${name}Degree`, degree, "be 0 or 1");
    checkInteger(`${name}Jump`, jump, 1);
    return { window: nextOdd(window), degree, jump };
  };
  const seasonal = seasonalWindow === "periodic" ? null : smoother("seasonal", 11, 0);
  const shrinking = seasonalWindow === "periodic" ? 1 : 1 - 1.5 / (seasonalWindow ?? 11);
  return {
    season,
    seasonal,
    trend: smoother("trend", nextOdd((1.5 * season) / shrinking), 1),
    lowPass: smoother("lowPass", Math.max(3, nextOdd(season)), 1),
    inner: innerIterations,
    outer: outerIterations,
  };
}

/** 1, or the largest size where sums could overflow or vanish. */
function unitOf(values: ArrayLike<number>): number {
  const largest = largestSize(values);
  return largest > 1e100 || (largest > 0 && largest < 1e-100) ? largest : 1;
}

function decompose(values: Float64Array, plan: StlPlan): Omit<Stl, "remainder"> {
  const length = values.length;
  const trend = zeros(length);
  const seasonal = zeros(length);
  const weights = zeros(length).fill(1);
  for (let outer = 0; outer <= plan.outer; outer++) {
    if (outer > 0) robustnessWeights(values, trend, seasonal, weights);
    const used = outer > 0 ? weights : null;
    for (let inner = 0; inner < plan.inner; inner++) {
      updateSeason(values, trend, plan, used, seasonal);
      const adjusted = values.map((value, t) => value - seasonal[t]!);
      loess(adjusted, { ...plan.trend, weights: used }, trend);
    }
  }
  if (!plan.seasonal) averagePhases(seasonal, plan.season);
  return { trend, seasonal, weights };
}

/** One pass of steps 1 to 4 of the inner loop: writes the season of the series without its trend. */
function updateSeason(
  values: Float64Array,
  trend: Float64Array,
  { season, seasonal, lowPass }: StlPlan,
  weights: Float64Array | null,
  result: Float64Array,
): void {
  const length = values.length;
  // one season beyond each end, so that the low pass has its full width
  const cycle = zeros(length + 2 * season);
  for (let phase = 0; phase < season; phase++) {
    const size = Math.ceil((length - phase) / season);
    const part = zeros(size);
    const partWeights = weights && zeros(size);
    for (let i = 0; i < size; i++) {
      const t = phase + i * season;
      part[i] = values[t]! - trend[t]!;
      if (partWeights) partWeights[i] = weights[t]!;
    }
    if (!seasonal) {
      const average = weightedMean(part, partWeights);
      for (let i = 0; i < size + 2; i++) cycle[phase + i * season] = average;
      continue;
    }
    const smooth = zeros(size);
    loess(part, { ...seasonal, weights: partWeights }, smooth);
    cycle[phase] = loessAt(part, -1, seasonal.window, seasonal.degree, partWeights);
    for (let i = 0; i < size; i++) cycle[phase + (i + 1) * season] = smooth[i]!;
    cycle[phase + (size + 1) * season] = loessAt(part, size, seasonal.window, seasonal.degree, partWeights);
  }
  const averaged = movingAverage(movingAverage(movingAverage(cycle, season), season), 3);
  const low = zeros(length);
  loess(averaged, { ...lowPass, weights: null }, low);
  for (let t = 0; t < length; t++) result[t] = cycle[season + t]! - low[t]!;
}

function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let sum = 0;
  let plain = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    total += weight;
    sum += weight * values[i]!;
    plain += values[i]!;
  }
  return total > 0 ? sum / total : plain / values.length;
}

function averagePhases(seasonal: Float64Array, season: number): void {
  for (let phase = 0; phase < season; phase++) {
    let sum = 0;
    let count = 0;
    for (let t = phase; t < seasonal.length; t += season) {
      sum += seasonal[t]!;
      count += 1;
    }
    for (let t = phase; t < seasonal.length; t += season) seasonal[t] = sum / count;
  }
}

function movingAverage(values: Float64Array, width: number): Float64Array {
  const result = zeros(values.length - width + 1);
  let sum = 0;
  for (let t = 0; t < result.length; t++) {
    if (t % width === 0) {
      // anew from time to time, so that rounding does not add up
      sum = 0;
      for (let i = 0; i < width; i++) sum += values[t + i]!;
    } else sum += values[t + width - 1]! - values[t - 1]!;
    result[t] = sum / width;
  }
  return result;
}

/** Bisquare weights of the remainder; the authors' program rounds them near 0 and 1. */
function robustnessWeights(
  values: Float64Array,
  trend: Float64Array,
  seasonal: Float64Array,
  weights: Float64Array,
): void {
  const sizes = values.map((value, t) => Math.abs(value - trend[t]! - seasonal[t]!));
  const sorted = sizes.slice().sort();
  const middle = Math.floor(sorted.length / 2);
  const reach = 3 * (sorted[middle]! + sorted[sorted.length - 1 - middle]!);
  for (let t = 0; t < sizes.length; t++) {
    const size = sizes[t]!;
    const share = size / reach;
    if (size <= 0.001 * reach) weights[t] = 1;
    else weights[t] = size <= 0.999 * reach ? (1 - share * share) * (1 - share * share) : 0;
  }
}
