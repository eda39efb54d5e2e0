import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { zeros } from "../../internal/number-lists.ts";
import type { SmoothObjective } from "../../internal/quasi-newton.ts";
import { isAdmissible } from "./admissible.ts";
import { type EtsParameters, runEts, statesFrom } from "./recursion.ts";
import type { EtsSpecification } from "./specification.ts";

/** Where each parameter and initial state stands in the vector that is optimised; -1 for an absent one. */
export interface EtsAxes {
  /** alpha */
  readonly alpha: number;
  /** beta / alpha */
  readonly beta: number;
  readonly phi: number;
  /** gamma / (1 - alpha) */
  readonly gamma: number;
  readonly level: number;
  readonly slope: number;
  /** First of m seasonal states; -1 also where they are given. */
  readonly seasons: number;
  readonly size: number;
}

/** The layout of the vector for a model, without its seasonal states if they are given. */
export function etsAxes({ trend, season }: EtsSpecification, period: number, given = false): EtsAxes {
  let size = 1;
  const take = (present: boolean, count = 1) => {
    if (!present) return -1;
    size += count;
    return size - count;
  };
  const beta = take(trend !== "none");
  const phi = take(trend === "damped");
  const gamma = take(season !== "none");
  const level = take(true);
  const slope = take(trend !== "none");
  const seasons = take(season !== "none" && !given, period);
  return { alpha: 0, beta, phi, gamma, level, slope, seasons, size };
}

/** The smoothing parameters that a vector stands for. */
export function etsParameters(point: ArrayLike<number>, axes: EtsAxes): EtsParameters {
  const alpha = point[axes.alpha]!;
  return {
    alpha,
    beta: axes.beta < 0 ? 0 : point[axes.beta]! * alpha,
    gamma: axes.gamma < 0 ? 0 : point[axes.gamma]! * (1 - alpha),
    phi: axes.phi >= 0 ? point[axes.phi]! : axes.slope < 0 ? 0 : 1,
  };
}

/** Smallest mean of squared (relative) errors that counts: below lies rounding. */
const LEAST_SQUARE = 1e-24;

/**
 * -2 log L of an exponential smoothing model up to a constant, with its gradient.
 *
 * value = n log(sum e^2), e = y - mean, for additive errors; n log(sum (e / mean)^2) + 2 sum log(mean) for
 * multiplicative ones, both by {@link runEts}. The gradient runs that recursion backwards (the adjoint method), at
 * about twice the cost of the value, whatever the number of states.
 *
 * @param values - history, best scaled to a mean near 1
 * @param given - seasonal states before the first value, where they are not part of the vector
 * @returns infinite where a multiplicative part meets a mean or state of 0 or below, or the parameters are not
 *   admissible
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapters 2 and 5
 */
export function etsLikelihood(
  values: Float64Array,
  period: number,
  specification: EtsSpecification,
  given?: ArrayLike<number>,
): SmoothObjective {
  const axes = etsAxes(specification, period, given !== undefined);
  const proportional = specification.error === "multiplicative";
  const multiplies = specification.season === "multiplicative";
  const { length } = values;
  const seasonal = axes.gamma >= 0;
  const states = statesFrom(length, 0, 0, given ?? zeros(seasonal ? period : 1));
  const { levels, slopes, seasons } = states;
  const means = zeros(length);
  // slopes of the value in the seasonal states; 0 in those after the last values
  const ofSeasons = zeros(seasons.length);
  const lag = seasons.length - length;
  const scratch = zeros(period + 2);
  const at = zeros(axes.size);
  let parameters = etsParameters(at, axes);
  let squares = 0;

  return {
    value(point) {
      at.set(point);
      parameters = etsParameters(point, axes);
      const { alpha, beta, gamma, phi } = parameters;
      const admissible =
        axes.seasons < 0 || axes.slope < 0 || isAdmissible(period, alpha, beta, gamma, phi, scratch);
      if (!admissible) return Number.POSITIVE_INFINITY;
      levels[0] = point[axes.level]!;
      if (axes.slope >= 0) slopes[0] = point[axes.slope]!;
      if (axes.seasons >= 0) seasons.set(point.subarray(axes.seasons));
      const pass = runEts(values, specification, parameters, states, means);
      squares = Math.max(pass.squares, LEAST_SQUARE * length);
      return length * naturalLogarithm(squares) + 2 * pass.logSum;
    },
    gradient(into) {
      const { alpha, beta, gamma, phi } = parameters;
      // slopes of the value in the state after step t, updated to the state before it
      let ofLevel = 0;
      let ofSlope = 0;
      let ofAlpha = 0;
      let ofBeta = 0;
      let ofGamma = 0;
      let ofPhi = 0;
      const factor = (2 * length) / squares;
      for (let t = length - 1; t >= 0; t--) {
        const mean = means[t]!;
        const value = values[t]!;
        const error = value - mean;
        const own = proportional ? (2 - (factor * error * value) / (mean * mean)) / mean : -factor * error;
        const ofSeason = ofSeasons[t + lag]!;
        const ofMove = alpha * ofLevel + beta * ofSlope;
        const ofTurn = gamma * ofSeason;
        let move = error;
        let turn = error;
        let ofBase: number;
        if (multiplies) {
          const base = levels[t]! + phi * slopes[t]!;
          const season = seasons[t]!;
          move = error / season;
          turn = error / base;
          const ofMean = own - ofMove / season - ofTurn / base;
          ofBase = ofLevel + ofMean * season - (ofTurn * turn) / base;
          ofSeasons[t] = ofSeason + ofMean * base - (ofMove * move) / season;
        } else {
          const ofMean = own - ofMove - ofTurn;
          ofBase = ofLevel + ofMean;
          ofSeasons[t] = ofSeason + ofMean;
        }
        ofAlpha += ofLevel * move;
        ofBeta += ofSlope * move;
        ofGamma += ofSeason * turn;
        ofPhi += slopes[t]! * (ofBase + ofSlope);
        ofSlope = phi * (ofBase + ofSlope);
        ofLevel = ofBase;
      }
      into[axes.alpha] = ofAlpha;
      if (axes.beta >= 0) {
        into[axes.alpha]! += at[axes.beta]! * ofBeta;
        into[axes.beta] = alpha * ofBeta;
      }
      if (axes.phi >= 0) into[axes.phi] = ofPhi;
      if (axes.gamma >= 0) {
        into[axes.alpha]! -= at[axes.gamma]! * ofGamma;
        into[axes.gamma] = (1 - alpha) * ofGamma;
      }
      into[axes.level] = ofLevel;
      if (axes.slope >= 0) into[axes.slope] = ofSlope;
      if (axes.seasons >= 0) into.set(ofSeasons.subarray(0, period), axes.seasons);
    },
  };
}
