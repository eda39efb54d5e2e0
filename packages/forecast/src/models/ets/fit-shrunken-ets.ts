import { correctedAkaike } from "../../internal/corrected-akaike.ts";
import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { nelderMead } from "../../internal/nelder-mead.ts";
import { lineThrough, mean } from "../../internal/statistics.ts";
import { removeSeason } from "../../series/remove-season.ts";
import { type ShrunkenSeason, shrunkenSeason } from "../../series/shrunken-season.ts";
import type { EtsFit } from "./ets-fit.ts";
import { etsAxes } from "./likelihood.ts";
import { type EtsParameters, type EtsState, runEts } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

const LOWEST = 1e-4;
const HIGHEST = 0.9999;

/** Share of a shrunken seasonal index that counts as an estimated parameter. */
const SEASON_COUNT = 0.25;

/**
 * Fits one exponential smoothing model by maximum likelihood.
 *
 * Bounds as in R's `ets`: alpha in [0.0001, 0.9999], beta < alpha, gamma < 1 - alpha, phi in [0.8, 0.98].
 * Level and slope at the start are estimated with them. The initial season is not: it comes from
 * shrunken classical indices, and counts as strength * (m - 1) / 4 parameters in the AICc: with the full count
 * two to four years of months seldom get their season. The quarter was chosen on every third seasonal series of
 * the M3 competition, on training parts with their end held out.
 *
 * @returns null if the model cannot be fitted: a season without two cycles, proportions of values of 0 or below
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapters 2, 5 and 7
 */
export function fitShrunkenEts(
  values: ArrayLike<number>,
  period: number,
  specification: EtsSpecification,
): EtsFit | null {
  const { error, trend, season } = specification;
  const length = values.length;
  const proportional = error === "multiplicative";
  if (proportional && !Array.from(values).every((value) => value > 0)) return null;
  let indices: ShrunkenSeason | null = null;
  if (season !== "none") {
    indices = shrunkenSeason(values, period, season);
    if (indices === null || indices.strength === 0) return null;
  }
  const adjusted = removeSeason(values, indices);
  const unit = mean(adjusted.map(Math.abs)) || 1;
  const start = lineThrough(adjusted.subarray(0, Math.min(length, Math.max(10, 2 * period))));
  const hasTrend = trend !== "none";
  const hasSeason = indices !== null;

  const axes = etsAxes(specification, 0);
  const first: number[] = [0.3];
  const lower: number[] = [LOWEST];
  const upper: number[] = [HIGHEST];
  const step: number[] = [0.3];
  const addAxis = (value: number, low: number, high: number, move: number) => {
    first.push(value);
    lower.push(low);
    upper.push(high);
    step.push(move);
  };
  if (hasTrend) addAxis(0.15, LOWEST, HIGHEST, 0.2);
  if (trend === "damped") addAxis(0.92, 0.8, 0.98, -0.06);
  if (hasSeason) addAxis(0.05, LOWEST, HIGHEST, 0.15);
  addAxis(
    (hasTrend ? start.intercept : mean(adjusted.subarray(0, Math.min(length, 10)))) / unit,
    -1e6,
    1e6,
    0.1,
  );
  if (hasTrend) addAxis(start.slope / unit, -1e6, 1e6, 0.02);

  const parameters: EtsParameters = { alpha: 0, beta: 0, gamma: 0, phi: 1 };
  const seasons = new Float64Array(hasSeason ? period : 1);
  const state: EtsState = { level: 0, slope: 0, seasons };
  const read = (point: ArrayLike<number>) => {
    parameters.alpha = point[0]!;
    parameters.beta = hasTrend ? point[axes.beta]! * parameters.alpha : 0;
    parameters.phi = hasTrend ? (trend === "damped" ? point[axes.phi]! : 1) : 0;
    parameters.gamma = hasSeason ? point[axes.gamma]! * (1 - parameters.alpha) : 0;
    state.level = point[axes.level]! * unit;
    state.slope = hasTrend ? point[axes.slope]! * unit : 0;
    if (indices) seasons.set(indices.indices);
  };
  const objectiveOf = (pass: ReturnType<typeof runEts>) =>
    error === "additive"
      ? length * naturalLogarithm(Math.max(pass.squares, 1e-24 * unit * unit * length))
      : length * naturalLogarithm(Math.max(pass.relativeSquares, 1e-24 * length)) + 2 * pass.logSum;
  const objective = (point: Float64Array) => {
    read(point);
    return objectiveOf(runEts(values, season, parameters, state));
  };
  const options = { lower, upper, step, maxEvaluations: 120 * first.length, tolerance: 1e-9 };
  const search = nelderMead(objective, first, options);
  const again = nelderMead(objective, search.point, {
    ...options,
    step: step.map((move) => -move / 2),
  });
  if (again.value === Number.MAX_VALUE) return null;

  read(again.point);
  const initial: EtsState = { level: state.level, slope: state.slope, seasons: seasons.slice() };
  const fitted = new Float64Array(length);
  const pass = runEts(values, season, parameters, state, fitted);
  const count = first.length + (indices ? SEASON_COUNT * indices.strength * (period - 1) : 0) + 1;
  const squares = error === "additive" ? pass.squares : pass.relativeSquares;
  return {
    specification,
    parameters: { ...parameters },
    initial,
    final: state,
    fitted,
    objective: again.value,
    aicc: correctedAkaike(again.value, count, length),
    sigma: Math.sqrt(squares / Math.max(1, length - (count - 1))),
  };
}
