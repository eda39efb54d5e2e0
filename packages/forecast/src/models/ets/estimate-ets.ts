import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { zeros } from "../../internal/number-lists.ts";
import type { QuasiNewtonOptions, SmoothObjective } from "../../internal/quasi-newton.ts";
import { mean } from "../../internal/statistics.ts";
import type { SeasonalIndices } from "../../series/classical-decomposition.ts";
import { removeSeason } from "../../series/remove-season.ts";
import { type EtsFit, fitOf } from "./ets-fit.ts";
import { type EtsAxes, etsAxes, etsLikelihood, etsParameters } from "./likelihood.ts";
import { type EtsStates, statesFrom } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

const LOWEST = 1e-4;
const HIGHEST = 0.9999;

/** States before the first value: where the search for them starts. */
export interface EtsStart {
  readonly level: number;
  readonly slope: number;
  /** Null if the model has none. */
  readonly season: SeasonalIndices | null;
  /** True if the season is known and no part of the search. */
  readonly fixed: boolean;
}

/** Numbers for alpha, beta / alpha, gamma / (1 - alpha) and phi. */
export interface EtsWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** Typical changes in a search, for a series of mean size 1; those of level and season are 0.1. */
export interface EtsMoves extends EtsWeights {
  readonly slope: number;
}

/**
 * Looks for the smallest value of -2 log L.
 *
 * @param box - bounds, and typical sizes of a change; a negative one says which way to step first
 * @param from - the point with some weights and the states of the start
 */
export type EtsSearch = (
  likelihood: SmoothObjective,
  box: QuasiNewtonOptions,
  from: (weights: EtsWeights) => Float64Array,
) => { readonly point: Float64Array; readonly value: number };

/**
 * Fits one exponential smoothing model by maximum likelihood: smoothing parameters and initial states together.
 *
 * Bounds as in R's `ets`: alpha in [0.0001, 0.9999], beta < alpha, gamma < 1 - alpha, phi in [0.8, 0.98], and the
 * admissible region if the season is part of the search. The series is divided by its mean size first.
 *
 * @param values - history without gaps
 * @param period - observations per season
 * @param count - numbers that count as estimated in the AICc
 * @param moves - for the search
 * @returns null if the model has no likelihood: multiplicative parts with values of 0 or below
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapters 2, 5, 7 and 10
 */
export function estimateEts(
  values: ArrayLike<number>,
  period: number,
  specification: EtsSpecification,
  start: EtsStart,
  count: number,
  moves: EtsMoves,
  search: EtsSearch,
): EtsFit | null {
  const { length } = values;
  if (specification.error === "multiplicative" && !Array.from(values).every((value) => value > 0))
    return null;
  const unit = mean(removeSeason(values, start.season).map(Math.abs)) || 1;
  const axes = etsAxes(specification, period, start.fixed);
  const seasons = start.season?.indices.slice() ?? zeros(1);
  if (specification.season === "additive") for (let i = 0; i < period; i++) seasons[i]! /= unit;
  const likelihood = etsLikelihood(
    Float64Array.from(values, (value) => value / unit),
    period,
    specification,
    start.fixed ? seasons : undefined,
  );
  const { point, value } = search(likelihood, searchBox(axes, moves), (weights) => {
    const from = zeros(axes.size);
    for (const name of ["alpha", "beta", "gamma", "phi"] as const) {
      if (axes[name] >= 0) from[axes[name]] = weights[name];
    }
    from[axes.level] = start.level / unit;
    if (axes.slope >= 0) from[axes.slope] = start.slope / unit;
    if (axes.seasons >= 0) from.set(seasons, axes.seasons);
    return from;
  });
  if (!(value < Number.MAX_VALUE)) return null;
  if (axes.seasons >= 0) seasons.set(point.subarray(axes.seasons));
  const level = point[axes.level]! * unit;
  const slope = axes.slope < 0 ? 0 : point[axes.slope]! * unit;
  return fitOf(
    values,
    specification,
    etsParameters(point, axes),
    normalised(length, level, slope, seasons, specification, unit),
    value + 2 * length * naturalLogarithm(unit),
    count,
  );
}

/** Bounds and typical sizes of a change, for a series of mean size 1. */
function searchBox(axes: EtsAxes, moves: EtsMoves): QuasiNewtonOptions {
  const lower = zeros(axes.size).fill(Number.NEGATIVE_INFINITY);
  const upper = zeros(axes.size).fill(Number.POSITIVE_INFINITY);
  const scale = zeros(axes.size).fill(0.1);
  const limit = (axis: number, least: number, most: number, move: number) => {
    if (axis < 0) return;
    lower[axis] = least;
    upper[axis] = most;
    scale[axis] = move;
  };
  limit(axes.alpha, LOWEST, HIGHEST, moves.alpha);
  limit(axes.beta, LOWEST, HIGHEST, moves.beta);
  limit(axes.gamma, LOWEST, HIGHEST, moves.gamma);
  limit(axes.phi, 0.8, 0.98, moves.phi);
  limit(axes.slope, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, moves.slope);
  return { lower, upper, scale };
}

/** A season that sums to 0 or averages 1: the same model, since the level takes the rest. */
function normalised(
  length: number,
  level: number,
  slope: number,
  seasons: Float64Array,
  { season }: EtsSpecification,
  unit: number,
): EtsStates {
  if (season === "none") return statesFrom(length, level, slope, seasons);
  const centre = mean(seasons);
  const additive = season === "additive";
  return statesFrom(
    length,
    additive ? level + centre * unit : level * centre,
    additive ? slope : slope * centre,
    seasons.map((index) => (additive ? (index - centre) * unit : index / centre)),
  );
}

/** The first two seasons, ten values or more: what the level and slope at the start are judged by. */
export function beginning(values: Float64Array, period: number): Float64Array {
  return values.subarray(0, Math.max(10, 2 * period));
}
