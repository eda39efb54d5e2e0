import { correctedAkaike } from "../../internal/corrected-akaike.ts";
import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { type QuasiNewtonResult, quasiNewton } from "../../internal/quasi-newton.ts";
import { lineThrough, mean } from "../../internal/statistics.ts";
import { classicalDecomposition } from "../../series/classical-decomposition.ts";
import { removeSeason } from "../../series/remove-season.ts";
import type { EtsFit } from "./ets-fit.ts";
import { type EtsAxes, etsAxes, etsLikelihood } from "./likelihood.ts";
import { type EtsParameters, type EtsState, runEts } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

const LOWEST = 1e-4;
const HIGHEST = 0.9999;
const LEAST_DAMPING = 0.8;
const MOST_DAMPING = 0.98;

/** Smoothing parameters from which the search starts: alpha, beta / alpha, gamma / (1 - alpha), phi. */
const STARTS = [
  { alpha: 0.1, beta: 0.1, gamma: 0.05, phi: 0.97 },
  { alpha: 0.6, beta: 0.1, gamma: 0.05, phi: 0.9 },
  { alpha: 0.9, beta: 0.02, gamma: 0.3, phi: 0.97 },
] as const;

/** Numbers that are estimated: smoothing parameters, initial states (the season has m - 1) and the variance. */
export function countEtsParameters({ trend, season }: EtsSpecification, period: number): number {
  const damping = trend === "damped" ? 1 : 0;
  return 3 + (trend === "none" ? 0 : 2 + damping) + (season === "none" ? 0 : period);
}

/**
 * Fits one exponential smoothing model by maximum likelihood: smoothing parameters and all initial states together.
 *
 * Bounds as in R's `ets`: alpha in [0.0001, 0.9999], beta < alpha, gamma < 1 - alpha, phi in [0.8, 0.98], and the
 * admissible region. The search is a quasi-Newton one with exact gradients from several starts, on the series
 * divided by its mean size; the season starts from classical indices, level and slope from a straight line.
 *
 * The likelihood can have several maxima, of which the best found is kept. It fails where the model has no
 * likelihood: multiplicative parts with values of 0 or below.
 *
 * @param values - history without gaps
 * @param period - observations per season
 * @returns null if the model cannot be fitted to these values, or has as many parameters as there are values
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapters 2, 5, 7 and 10
 */
export function fitEts(
  values: ArrayLike<number>,
  period: number,
  specification: EtsSpecification,
): EtsFit | null {
  const { error, trend, season } = specification;
  const length = values.length;
  const count = countEtsParameters(specification, period);
  if (count >= length - 1 || (season !== "none" && period < 2)) return null;
  const unit = mean(Array.from(values, Math.abs)) || 1;
  const scaled = Float64Array.from(values, (value) => value / unit);
  if (error === "multiplicative" && scaled.some((value) => value <= 0)) return null;

  const axes = etsAxes(specification, period);
  const { lower, upper, scale } = searchBox(axes);
  const likelihood = etsLikelihood(scaled, period, specification);
  const states = initialStates(scaled, period, specification);
  let best: QuasiNewtonResult | null = null;
  for (const start of STARTS) {
    const point = new Float64Array(axes.size);
    point[axes.alpha] = start.alpha;
    if (axes.beta >= 0) point[axes.beta] = start.beta;
    if (axes.phi >= 0) point[axes.phi] = start.phi;
    if (axes.gamma >= 0) point[axes.gamma] = start.gamma;
    point[axes.level] = states.level;
    if (axes.slope >= 0) point[axes.slope] = states.slope;
    if (axes.seasons >= 0) point.set(states.seasons, axes.seasons);
    const found = quasiNewton(likelihood, point, { lower, upper, scale });
    if (best === null || found.value < best.value) best = found;
  }
  if (best === null || !Number.isFinite(best.value)) return null;

  const { point } = best;
  const alpha = point[axes.alpha]!;
  const parameters: EtsParameters = {
    alpha,
    beta: axes.beta < 0 ? 0 : point[axes.beta]! * alpha,
    gamma: axes.gamma < 0 ? 0 : point[axes.gamma]! * (1 - alpha),
    phi: trend === "damped" ? point[axes.phi]! : trend === "none" ? 0 : 1,
  };
  const initial = normalised(point, axes, period, season, unit);
  const state: EtsState = { ...initial, seasons: initial.seasons.slice() };
  const fitted = new Float64Array(length);
  const pass = runEts(values, season, parameters, state, fitted);
  const squares = error === "additive" ? pass.squares : pass.relativeSquares;
  const objective = best.value + 2 * length * naturalLogarithm(unit);
  return {
    specification,
    parameters,
    initial,
    final: state,
    fitted,
    objective,
    aicc: correctedAkaike(objective, count, length),
    sigma: Math.sqrt(squares / (length - count + 1)),
  };
}

/** Bounds and typical sizes of a change, for a series of mean size 1. */
function searchBox(axes: EtsAxes) {
  const lower = new Float64Array(axes.size).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(axes.size).fill(Number.POSITIVE_INFINITY);
  const scale = new Float64Array(axes.size).fill(0.1);
  for (const axis of [axes.alpha, axes.beta, axes.gamma]) {
    if (axis < 0) continue;
    lower[axis] = LOWEST;
    upper[axis] = HIGHEST;
    scale[axis] = 0.2;
  }
  if (axes.phi >= 0) {
    lower[axes.phi] = LEAST_DAMPING;
    upper[axes.phi] = MOST_DAMPING;
    scale[axes.phi] = 0.05;
  }
  if (axes.slope >= 0) scale[axes.slope] = 0.01;
  return { lower, upper, scale };
}

/** Season by classical decomposition (none below two seasons), level and slope by a line through the first values. */
function initialStates(
  values: Float64Array,
  period: number,
  { error, trend, season }: EtsSpecification,
): EtsState {
  const indices =
    season !== "none" && values.length >= 2 * period ? classicalDecomposition(values, period, season) : null;
  const usable =
    indices !== null && (season === "additive" || indices.indices.every((index) => index > 0.01));
  const adjusted = usable ? removeSeason(values, indices) : values;
  const seasons = usable
    ? indices.indices
    : new Float64Array(period).fill(season === "multiplicative" ? 1 : 0);
  const first = adjusted.subarray(0, Math.min(values.length, Math.max(10, 2 * period)));
  const line = lineThrough(first);
  const positive = error === "multiplicative";
  const level = trend === "none" ? mean(first) : line.intercept - line.slope;
  const least = 0.1 * mean(first);
  return {
    level: positive && level < least ? least : level,
    slope: positive && (level < least || line.slope < 0) ? 0 : line.slope,
    seasons,
  };
}

/** The states of a point, with seasons that sum to 0 or average 1: the same model, since the level takes the rest. */
function normalised(
  point: Float64Array,
  axes: EtsAxes,
  period: number,
  season: EtsSpecification["season"],
  unit: number,
): EtsState {
  const level = point[axes.level]!;
  const slope = axes.slope < 0 ? 0 : point[axes.slope]!;
  if (season === "none") return { level: level * unit, slope: slope * unit, seasons: new Float64Array(1) };
  const raw = point.slice(axes.seasons, axes.seasons + period);
  const centre = mean(raw);
  return season === "additive"
    ? {
        level: (level + centre) * unit,
        slope: slope * unit,
        seasons: raw.map((index) => (index - centre) * unit),
      }
    : {
        level: level * centre * unit,
        slope: slope * centre * unit,
        seasons: raw.map((index) => index / centre),
      };
}
