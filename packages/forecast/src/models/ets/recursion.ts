import { naturalLogarithm } from "../../internal/natural-logarithm.ts";
import { zeros } from "../../internal/number-lists.ts";
import type { EtsSpecification } from "./specification.ts";

/** Smoothing parameters; 0 (damping 1) where a component is absent. */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** States before the first value and after each of n values. */
export interface EtsStates {
  /** n + 1 */
  readonly levels: Float64Array;
  /** n + 1 */
  readonly slopes: Float64Array;
  /** n + m: value t meets index t and leaves index t + m. Without a season m is 1 and all are 0. */
  readonly seasons: Float64Array;
}

/** What the likelihood of one pass over a series is made of. */
export interface EtsPass {
  /** Sum of squared errors, or of squared relative errors if they multiply. */
  readonly squares: number;
  /** Sum of the logarithms of the means if errors multiply, else 0. */
  readonly logSum: number;
}

/** States of which the first of each are known and the others are for {@link runEts} to fill. */
export function statesFrom(
  length: number,
  level: number,
  slope: number,
  seasons: ArrayLike<number>,
): EtsStates {
  const states: EtsStates = {
    levels: zeros(length + 1),
    slopes: zeros(length + 1),
    seasons: zeros(length + seasons.length),
  };
  states.levels[0] = level;
  states.slopes[0] = slope;
  states.seasons.set(seasons);
  return states;
}

/**
 * Runs exponential smoothing in error-correction form over a series:
 *
 * base = level + phi * slope;  mean = base, base + season or base * season;  e = y - mean
 * level = base + alpha * e / c;  slope = phi * slope + beta * e / c;  season += gamma * e / d
 *
 * with c = season and d = base if the season multiplies, else 1. Additive and multiplicative errors move
 * the states in the same way and differ in their likelihood alone, so one recursion serves both.
 *
 * @param states - holds the states before the first value; the others are filled
 * @param fitted - filled with the one-step means
 * @returns infinite squares, at once, where a multiplicative part meets a mean or season that is not positive
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 2
 */
export function runEts(
  values: ArrayLike<number>,
  specification: EtsSpecification,
  { alpha, beta, gamma, phi }: EtsParameters,
  { levels, slopes, seasons }: EtsStates,
  fitted: Float64Array,
): EtsPass {
  const { length } = values;
  const period = seasons.length - length;
  const proportional = specification.error === "multiplicative";
  const multiplies = specification.season === "multiplicative";
  let level = levels[0]!;
  let slope = slopes[0]!;
  let squares = 0;
  let product = 1;
  let logSum = 0;
  for (let t = 0; t < length; t++) {
    const base = level + phi * slope;
    const season = seasons[t]!;
    const mean = multiplies ? base * season : base + season;
    const error = values[t]! - mean;
    fitted[t] = mean;
    if (proportional) {
      if (!(mean > 0 && (season > 0 || !multiplies))) return HOPELESS;
      const relative = error / mean;
      squares += relative * relative;
      product *= mean;
      if (product > 1e100 || product < 1e-100) {
        logSum += naturalLogarithm(product);
        product = 1;
      }
    } else squares += error * error;
    const move = multiplies ? error / season : error;
    level = base + alpha * move;
    slope = phi * slope + beta * move;
    levels[t + 1] = level;
    slopes[t + 1] = slope;
    seasons[t + period] = season + (multiplies ? (gamma * error) / base : gamma * error);
  }
  return { squares, logSum: logSum + naturalLogarithm(product) };
}

const HOPELESS: EtsPass = { squares: Number.POSITIVE_INFINITY, logSum: 0 };
