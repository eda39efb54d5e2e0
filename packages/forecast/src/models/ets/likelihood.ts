import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import type { SmoothObjective } from "../../internal/quasi-newton.ts";
import { isAdmissible } from "./admissible.ts";
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
  /** First of m seasonal states. */
  readonly seasons: number;
  readonly size: number;
}

/** The layout of the vector for a model. */
export function etsAxes({ trend, season }: EtsSpecification, period: number): EtsAxes {
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
  const seasons = take(season !== "none", period);
  return { alpha: 0, beta, phi, gamma, level, slope, seasons, size };
}

/** Smallest mean of squared (relative) errors that counts: below lies rounding. */
const LEAST_SQUARE = 1e-24;

/**
 * -2 log L of an exponential smoothing model up to a constant, with its gradient.
 *
 * value = n log(sum e^2), e = y - mean, for additive errors; n log(sum (e / mean)^2) + 2 sum log(mean) for
 * multiplicative ones. Both move the states by the same recursion,
 *
 * base = level + phi * slope;  mean = base, base + s or base * s
 * level = base + alpha * e / c;  slope = phi * slope + beta * e / c;  s = s + gamma * e / d
 *
 * with c = s and d = base if the season multiplies, else 1. The gradient runs the recursion backwards (the adjoint
 * method), at about twice the cost of the value, whatever the number of states.
 *
 * @param values - history, best scaled to a mean near 1
 * @returns infinite where a multiplicative part meets a mean or state of 0 or below, or the parameters are not
 *   admissible
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapters 2 and 5
 */
export function etsLikelihood(
  values: Float64Array,
  period: number,
  specification: EtsSpecification,
): SmoothObjective {
  const axes = etsAxes(specification, period);
  const proportional = specification.error === "multiplicative";
  const additive = specification.season === "additive";
  const multiplicative = specification.season === "multiplicative";
  const length = values.length;
  const bases = new Float64Array(length);
  const slopes = new Float64Array(length);
  const indices = new Float64Array(length);
  const means = new Float64Array(length);
  const seasons = new Float64Array(Math.max(1, period));
  const scratch = new Float64Array(period + 2);
  let alpha = 0;
  let betaShare = 0;
  let gammaShare = 0;
  let phi = 0;
  let squares = 0;

  const run = (point: Float64Array): number => {
    const a = alpha;
    const b = betaShare * a;
    const g = gammaShare * (1 - a);
    const p = phi;
    let level = point[axes.level]!;
    let slope = axes.slope < 0 ? 0 : point[axes.slope]!;
    let sum = 0;
    let product = 1;
    let logs = 0;
    if (!additive && !multiplicative) {
      for (let t = 0; t < length; t++) {
        const base = level + p * slope;
        const error = values[t]! - base;
        slopes[t] = slope;
        means[t] = base;
        level = base + a * error;
        slope = p * slope + b * error;
        if (proportional) {
          if (!(base > 0)) return Number.POSITIVE_INFINITY;
          const relative = error / base;
          sum += relative * relative;
          product *= base;
          if (product > 1e100 || product < 1e-100) {
            logs += naturalLogarithm(product);
            product = 1;
          }
        } else sum += error * error;
      }
    } else {
      for (let i = 0; i < period; i++) seasons[i] = point[axes.seasons + i]!;
      let phase = 0;
      for (let t = 0; t < length; t++) {
        const base = level + p * slope;
        const index = seasons[phase]!;
        slopes[t] = slope;
        bases[t] = base;
        indices[t] = index;
        const mean = additive ? base + index : base * index;
        means[t] = mean;
        const error = values[t]! - mean;
        if (proportional) {
          if (!(mean > 0)) return Number.POSITIVE_INFINITY;
          const relative = error / mean;
          sum += relative * relative;
          product *= mean;
          if (product > 1e100 || product < 1e-100) {
            logs += naturalLogarithm(product);
            product = 1;
          }
        } else sum += error * error;
        if (additive) {
          level = base + a * error;
          slope = p * slope + b * error;
          seasons[phase] = index + g * error;
        } else {
          if (!(base > 0 && index > 0)) return Number.POSITIVE_INFINITY;
          const move = error / index;
          level = base + a * move;
          slope = p * slope + b * move;
          seasons[phase] = index + (g * error) / base;
        }
        phase = phase + 1 === period ? 0 : phase + 1;
      }
    }
    squares = Math.max(sum, LEAST_SQUARE * length);
    const value = length * naturalLogarithm(squares);
    return proportional ? value + 2 * (logs + naturalLogarithm(product)) : value;
  };

  return {
    value(point) {
      alpha = point[0]!;
      betaShare = axes.beta < 0 ? 0 : point[axes.beta]!;
      gammaShare = axes.gamma < 0 ? 0 : point[axes.gamma]!;
      phi = axes.phi < 0 ? (axes.slope < 0 ? 0 : 1) : point[axes.phi]!;
      const admissible =
        axes.seasons < 0 ||
        axes.slope < 0 ||
        isAdmissible(period, alpha, betaShare * alpha, gammaShare * (1 - alpha), phi, scratch);
      return admissible ? run(point) : Number.POSITIVE_INFINITY;
    },
    gradient(into) {
      const a = alpha;
      const b = betaShare * a;
      const g = gammaShare * (1 - a);
      const p = phi;
      // slopes of the value in the state after step t, updated to the state before it
      let ofLevel = 0;
      let ofSlope = 0;
      let ofAlpha = 0;
      let ofBeta = 0;
      let ofGamma = 0;
      let ofPhi = 0;
      const factor = (2 * length) / squares;
      if (!additive && !multiplicative) {
        for (let t = length - 1; t >= 0; t--) {
          const mean = means[t]!;
          const value = values[t]!;
          const error = value - mean;
          const own = proportional ? (2 - (factor * error * value) / (mean * mean)) / mean : -factor * error;
          ofAlpha += ofLevel * error;
          ofBeta += ofSlope * error;
          const ofBase = ofLevel + own - a * ofLevel - b * ofSlope;
          ofPhi += slopes[t]! * (ofBase + ofSlope);
          ofSlope = p * (ofBase + ofSlope);
          ofLevel = ofBase;
        }
      } else {
        const ofSeasons = seasons.fill(0);
        let phase = (length - 1) % period;
        for (let t = length - 1; t >= 0; t--) {
          const mean = means[t]!;
          const value = values[t]!;
          const error = value - mean;
          const own = proportional ? (2 - (factor * error * value) / (mean * mean)) / mean : -factor * error;
          const ofSeason = ofSeasons[phase]!;
          let ofBase: number;
          if (additive) {
            ofAlpha += ofLevel * error;
            ofBeta += ofSlope * error;
            ofGamma += ofSeason * error;
            const ofMean = own - a * ofLevel - b * ofSlope - g * ofSeason;
            ofBase = ofLevel + ofMean;
            ofSeasons[phase] = ofSeason + ofMean;
          } else {
            const base = bases[t]!;
            const index = indices[t]!;
            const move = error / index;
            const turn = error / base;
            ofAlpha += ofLevel * move;
            ofBeta += ofSlope * move;
            ofGamma += ofSeason * turn;
            const ofMove = a * ofLevel + b * ofSlope;
            const ofTurn = g * ofSeason;
            const ofMean = own - ofMove / index - ofTurn / base;
            ofBase = ofLevel + ofMean * index - (ofTurn * turn) / base;
            ofSeasons[phase] = ofSeason + ofMean * base - (ofMove * move) / index;
          }
          ofPhi += slopes[t]! * (ofBase + ofSlope);
          ofSlope = p * (ofBase + ofSlope);
          ofLevel = ofBase;
          phase = phase === 0 ? period - 1 : phase - 1;
        }
        for (let i = 0; i < period; i++) into[axes.seasons + i] = ofSeasons[i]!;
      }
      into[0] = ofAlpha + betaShare * ofBeta - gammaShare * ofGamma;
      if (axes.beta >= 0) into[axes.beta] = a * ofBeta;
      if (axes.phi >= 0) into[axes.phi] = ofPhi;
      if (axes.gamma >= 0) into[axes.gamma] = (1 - a) * ofGamma;
      into[axes.level] = ofLevel;
      if (axes.slope >= 0) into[axes.slope] = ofSlope;
    },
  };
}
