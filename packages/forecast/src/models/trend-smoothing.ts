import { nelderMead } from "../internal/nelder-mead.ts";
import { zeros } from "../internal/number-lists.ts";
import { simpleExponentialSmoothing } from "./simple-exponential-smoothing.ts";

/** How a smoothed level moves on: not at all, by its slope, or by a slope that fades. */
export type SmoothedTrend = "none" | "linear" | "damped";

/** Additive exponential smoothing without a season, fitted to a series. */
export interface TrendSmoothing {
  readonly trend: SmoothedTrend;
  /** Weight of the newest error in the level. */
  readonly alpha: number;
  /** Weight of the newest error in the slope; 0 without a trend. */
  readonly beta: number;
  /** Share of the slope that is left one step on; 1 for a linear trend, 0 for none. */
  readonly phi: number;
  /** Level and slope after the last value. */
  readonly level: number;
  readonly slope: number;
  /** One-step forecasts of the history. */
  readonly fitted: Float64Array;
  /** Sum of squared one-step errors. */
  readonly squares: number;
  /** Estimated numbers: weights, initial states, error variance. */
  readonly parameters: number;
}

/**
 * Fits simple, Holt's or damped exponential smoothing by least squares,
 *
 * mean = level + phi * slope;  level = mean + alpha * e;  slope = phi * slope + beta * e.
 *
 * For given weights the errors are linear in the two initial states, so these are solved exactly and the search runs
 * over alpha, beta / alpha and phi alone. Bounds are those of R's `ets`.
 *
 * @param values - series without gaps, length 2 or more
 * @see Gardner and McKenzie (1985), Management Science 31(10), for the damped trend
 */
export function trendSmoothing(values: Float64Array, trend: SmoothedTrend): TrendSmoothing {
  if (trend === "none") {
    const { alpha, level, fitted, squares } = simpleExponentialSmoothing(values);
    return { trend, alpha, beta: 0, phi: 0, level, slope: 0, fitted, squares, parameters: 3 };
  }
  const damped = trend === "damped";
  const read = (point: ArrayLike<number>): Weights => ({
    alpha: point[0]!,
    beta: point[0]! * point[1]!,
    phi: damped ? point[2]! : 1,
  });
  const axes = damped ? 3 : 2;
  const { point } = nelderMead((at) => solveStates(values, read(at)).squares, START.slice(0, axes), {
    lower: [1e-4, 1e-4, 0.8].slice(0, axes),
    upper: [0.9999, 0.9999, 0.98].slice(0, axes),
    step: [0.3, 0.3, 0.05].slice(0, axes),
    maxEvaluations: 100 * axes,
    tolerance: 1e-7,
  });
  const weights = read(point);
  const { initialLevel, initialSlope, squares } = solveStates(values, weights);
  const { alpha, beta, phi } = weights;
  const fitted = zeros(values.length);
  let level = initialLevel;
  let slope = initialSlope;
  for (let t = 0; t < values.length; t++) {
    const mean = level + phi * slope;
    fitted[t] = mean;
    const error = values[t]! - mean;
    level = mean + alpha * error;
    slope = phi * slope + beta * error;
  }
  return { trend, ...weights, level, slope, fitted, squares, parameters: damped ? 6 : 5 };
}

const START: readonly number[] = [0.3, 0.2, 0.92];

interface Weights {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
}

/**
 * Initial level and slope of least squares. Three recursions run side by side: one on the series from states of 0,
 * and what a level of 1 and a slope of 1 at the start leave in each one-step forecast.
 */
function solveStates(
  values: Float64Array,
  { alpha, beta, phi }: Weights,
): { readonly initialLevel: number; readonly initialSlope: number; readonly squares: number } {
  let level = 0;
  let slope = 0;
  let levelOfLevel = 1;
  let slopeOfLevel = 0;
  let levelOfSlope = 0;
  let slopeOfSlope = 1;
  let ll = 0;
  let ls = 0;
  let ss = 0;
  let le = 0;
  let se = 0;
  let ee = 0;
  for (let t = 0; t < values.length; t++) {
    const mean = level + phi * slope;
    const byLevel = levelOfLevel + phi * slopeOfLevel;
    const bySlope = levelOfSlope + phi * slopeOfSlope;
    const error = values[t]! - mean;
    ll += byLevel * byLevel;
    ls += byLevel * bySlope;
    ss += bySlope * bySlope;
    le += byLevel * error;
    se += bySlope * error;
    ee += error * error;
    level = mean + alpha * error;
    slope = phi * slope + beta * error;
    levelOfLevel = byLevel - alpha * byLevel;
    slopeOfLevel = phi * slopeOfLevel - beta * byLevel;
    levelOfSlope = bySlope - alpha * bySlope;
    slopeOfSlope = phi * slopeOfSlope - beta * bySlope;
  }
  const determinant = ll * ss - ls * ls;
  const solvable = determinant > 1e-12 * ll * ss;
  const initialSlope = solvable ? (ll * se - ls * le) / determinant : 0;
  const initialLevel = (le - ls * initialSlope) / ll;
  const squares = ee - initialLevel * le - initialSlope * se;
  return { initialLevel, initialSlope, squares: Math.max(0, squares) };
}
