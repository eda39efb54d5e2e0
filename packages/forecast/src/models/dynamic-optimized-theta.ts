import { minimizeOnInterval } from "../internal/golden-section.ts";
import { zeros } from "../internal/number-lists.ts";
import { sumOfSquares } from "../internal/statistics.ts";
import { chooseSeason } from "../series/choose-season.ts";
import { defineModel, type FoundForm } from "./define-model.ts";
import type { Model } from "./model.ts";
import { withSeason } from "./with-season.ts";

/**
 * Dynamic optimised Theta: exponential smoothing plus a share w = 1 - 1/theta of a trend line that is
 * re-estimated at each step,
 *
 * mean[t+1] = level[t] + w * ((1 - alpha)^t * A[t] + (1 - (1 - alpha)^(t+1)) / alpha * B[t]),
 *
 * where A[t] and B[t] are the least-squares line through the first t values. Least squares over alpha in
 * [0.1, 0.99], the initial level and w in [0, 1]. For a given alpha the forecast is linear in the other two,
 * so these are solved exactly and the search runs over alpha alone.
 *
 * The season is removed by shrunken indices (see `shrunkenSeason`) where the paper tests and drops it.
 *
 * @see Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), International Journal of Forecasting 32(4)
 */
export const dynamicOptimizedTheta: Model = defineModel({
  id: "dynamic_optimized_theta",
  description: "Theta method whose trend line and weight follow the data",
  minimumLength: 4,
  form: (values, { season }) => withSeason(values, chooseSeason(values, season), dynamicForm),
});

function dynamicForm(values: Float64Array): FoundForm {
  const length = values.length;
  const lines = runningLines(values);
  const alpha = minimizeOnInterval((candidate) => solve(values, lines, candidate).squares, 0.1, 0.99, 16);
  const { initial, share } = solve(values, lines, alpha);
  const path = extend(values, alpha, initial, share, 0);
  const errors = values.slice(2).map((value, i) => value - path[i + 2]!);
  return {
    parameters: { alpha, initial, theta: 1 / (1 - share) },
    fitted: path,
    mean: (horizon) => extend(values, alpha, initial, share, horizon).subarray(length),
    sigma: Math.sqrt(sumOfSquares(errors) / Math.max(1, length - 3)),
    weight: () => alpha,
  };
}

/** Intercepts (at time 0) and slopes of the least-squares lines through the first t values, t = 1..n. */
interface RunningLines {
  readonly intercepts: Float64Array;
  readonly slopes: Float64Array;
}

function runningLines(values: Float64Array): RunningLines {
  const intercepts = zeros(values.length + 1);
  const slopes = zeros(values.length + 1);
  let average = values[0]!;
  intercepts[1] = average;
  for (let t = 2; t <= values.length; t++) {
    const value = values[t - 1]!;
    slopes[t] = ((t - 2) * slopes[t - 1]! + (6 * (value - average)) / t) / (t + 1);
    average = ((t - 1) * average + value) / t;
    intercepts[t] = average - ((t + 1) / 2) * slopes[t]!;
  }
  return { intercepts, slopes };
}

/**
 * Best initial level and share of the line for one alpha, over the errors from the third value on. A weak
 * pull of the initial level to the first value keeps it finite where the data say nothing about it.
 */
function solve(
  values: Float64Array,
  { intercepts, slopes }: RunningLines,
  alpha: number,
): { readonly initial: number; readonly share: number; readonly squares: number } {
  const start = values[0]!;
  const keep = 1 - alpha;
  let level = alpha * values[0]! + keep * start;
  let decay = keep;
  let dd = PULL;
  let dz = 0;
  let zz = 0;
  let de = 0;
  let ze = 0;
  let ee = 0;
  for (let t = 1; t < values.length; t++) {
    const trend = decay * intercepts[t]! + ((1 - decay * keep) / alpha) * slopes[t]!;
    if (t >= 2) {
      const error = values[t]! - level;
      dd += decay * decay;
      dz += decay * trend;
      zz += trend * trend;
      de += decay * error;
      ze += trend * error;
      ee += error * error;
    }
    level = alpha * values[t]! + keep * level;
    decay *= keep;
  }
  const determinant = dd * zz - dz * dz;
  let share = determinant > 1e-12 * dd * zz ? (dd * ze - dz * de) / determinant : 0;
  share = Math.min(MOST_SHARE, Math.max(0, share));
  const shift = (de - share * dz) / dd;
  const squares =
    ee + shift * shift * dd + share * share * zz - 2 * shift * de - 2 * share * ze + 2 * shift * share * dz;
  return { initial: start + shift, share, squares };
}

const PULL = 1e-3;
const MOST_SHARE = 1 - 1e-9;

/** One-step forecasts of the history, then `horizon` forecasts that feed on themselves. */
function extend(
  values: Float64Array,
  alpha: number,
  initial: number,
  share: number,
  horizon: number,
): Float64Array {
  const length = values.length;
  const result = zeros(length + horizon);
  result[0] = values[0]!;
  let average = values[0]!;
  let slope = 0;
  let intercept = average;
  let level = alpha * values[0]! + (1 - alpha) * initial;
  let decay = 1 - alpha;
  for (let t = 1; t < length + horizon; t++) {
    const trend = decay * intercept + ((1 - decay * (1 - alpha)) / alpha) * slope;
    result[t] = level + share * trend;
    const value = t < length ? values[t]! : result[t]!;
    const count = t + 1;
    slope = ((count - 2) * slope + (6 * (value - average)) / count) / (count + 1);
    average = (t * average + value) / count;
    intercept = average - ((count + 1) / 2) * slope;
    level = alpha * value + (1 - alpha) * level;
    decay *= 1 - alpha;
  }
  return result;
}
