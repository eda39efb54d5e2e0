import { minimizeOnInterval } from "../internal/golden-section.ts";
import { zeros } from "../internal/number-lists.ts";

/** Simple exponential smoothing fitted to a series. */
export interface SmoothedLevel {
  /** Weight of the newest value, in [0.0001, 0.9999]. */
  readonly alpha: number;
  /** Level before the first value. */
  readonly initial: number;
  /** Level after the last value: the forecast. */
  readonly level: number;
  /** One-step forecasts of the history. */
  readonly fitted: Float64Array;
  /** Sum of squared one-step errors. */
  readonly squares: number;
}

/**
 * Simple exponential smoothing, level[t] = level[t-1] + alpha * (y[t] - level[t-1]), by least squares.
 *
 * For a given alpha the errors are linear in the initial level, e[t] = e0[t] - (1 - alpha)^t * initial, so its
 * best value has a closed form and the search runs over alpha alone.
 *
 * @param values - series without gaps, length 1 or more
 */
export function simpleExponentialSmoothing(values: ArrayLike<number>): SmoothedLevel {
  const length = values.length;
  const initialFor = (alpha: number) => {
    let level = 0;
    let decay = 1;
    let cross = 0;
    let total = 0;
    let squares = 0;
    for (let t = 0; t < length; t++) {
      const error = values[t]! - level;
      cross += error * decay;
      total += decay * decay;
      squares += error * error;
      level += alpha * error;
      decay *= 1 - alpha;
    }
    return { initial: cross / total, squares: squares - (cross * cross) / total };
  };
  const alpha = minimizeOnInterval((candidate) => initialFor(candidate).squares, 1e-4, 0.9999);
  const { initial } = initialFor(alpha);
  const fitted = zeros(length);
  let level = initial;
  let squares = 0;
  for (let t = 0; t < length; t++) {
    fitted[t] = level;
    const error = values[t]! - level;
    squares += error * error;
    level += alpha * error;
  }
  return { alpha, initial, level, fitted, squares };
}
