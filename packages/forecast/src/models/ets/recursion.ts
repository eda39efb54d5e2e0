import { naturalLogarithm } from "../../internal/natural-logarithm.ts";

/** Smoothing parameters; 0 (damping 1) where a component is absent. */
export interface EtsParameters {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

/** States that the recursion reads and moves on. `seasons` holds one index for each phase, oldest next. */
export interface EtsState {
  level: number;
  slope: number;
  readonly seasons: Float64Array;
}

/** States after each observation, filled by a pass; `seasons` holds the index of the observation's own phase. */
export interface EtsStates {
  readonly levels: Float64Array;
  readonly slopes: Float64Array;
  readonly seasons: Float64Array;
}

/** One pass over a series. */
export interface EtsPass {
  readonly squares: number;
  readonly relativeSquares: number;
  readonly logSum: number;
}

/**
 * Runs exponential smoothing in error-correction form over a series and moves `state` to its end:
 *
 * base = level + phi * slope;  mean = base, base + season or base * season;  e = y - mean
 * level = base + alpha * e / c;  slope = phi * slope + beta * e / c;  season += gamma * e / d
 *
 * with c = season and d = base if the season multiplies, else 1. Additive and multiplicative errors move
 * the states in the same way and differ in their likelihood alone, so one recursion serves both.
 *
 * @param fitted - filled with the one-step means if given
 * @param states - filled with the states if given
 * @returns sums of squared errors e and e / mean, and of log |mean|; infinite where a mean is not positive
 * @see Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 2
 */
export function runEts(
  values: ArrayLike<number>,
  season: "none" | "additive" | "multiplicative",
  { alpha, beta, gamma, phi }: EtsParameters,
  state: EtsState,
  fitted?: Float64Array,
  states?: EtsStates,
): EtsPass {
  const { seasons } = state;
  const period = seasons.length;
  let { level, slope } = state;
  let squares = 0;
  let relativeSquares = 0;
  let logProduct = 1;
  let logSum = 0;
  let positive = true;
  let phase = 0;
  for (let t = 0; t < values.length; t++) {
    const base = level + phi * slope;
    let mean = base;
    let divisor = 1;
    if (season === "additive") mean = base + seasons[phase]!;
    else if (season === "multiplicative") {
      divisor = seasons[phase]!;
      mean = base * divisor;
    }
    if (fitted) fitted[t] = mean;
    const error = values[t]! - mean;
    squares += error * error;
    if (mean > 0) {
      const relative = error / mean;
      relativeSquares += relative * relative;
      logProduct *= mean;
      if (logProduct > 1e100 || logProduct < 1e-100) {
        logSum += naturalLogarithm(logProduct);
        logProduct = 1;
      }
    } else positive = false;
    const move = error / divisor;
    level = base + alpha * move;
    slope = phi * slope + beta * move;
    if (season === "additive") seasons[phase]! += gamma * error;
    else if (season === "multiplicative") seasons[phase]! += (gamma * error) / base;
    if (states) {
      states.levels[t] = level;
      states.slopes[t] = slope;
      states.seasons[t] = seasons[phase]!;
    }
    if (season === "multiplicative" && !(seasons[phase]! > 0 && base > 0)) return HOPELESS;
    phase = phase + 1 === period ? 0 : phase + 1;
  }
  state.level = level;
  state.slope = slope;
  if (!positive) return { squares, relativeSquares: Number.POSITIVE_INFINITY, logSum: 0 };
  return { squares, relativeSquares, logSum: logSum + naturalLogarithm(logProduct) };
}

const HOPELESS: EtsPass = {
  squares: Number.POSITIVE_INFINITY,
  relativeSquares: Number.POSITIVE_INFINITY,
  logSum: 0,
};
