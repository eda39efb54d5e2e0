import { tabulate } from "../internal/number-lists.ts";
import { lineThrough } from "../internal/statistics.ts";
import type { FoundForm } from "./define-model.ts";
import { simpleExponentialSmoothing } from "./simple-exponential-smoothing.ts";

/** The Theta method on a series without its season. */
export function halfSlopeForm(values: Float64Array): FoundForm {
  // (1 - (1 - alpha)^n) / alpha as the sum that it is: powers may differ between engines in their last digit
  return thetaForm(values, (alpha) => {
    let start = 0;
    for (let t = 0, decay = 1; t < values.length; t++, decay *= 1 - alpha) start += decay;
    return start;
  });
}

/**
 * The Theta method on a series without its season.
 *
 * @param startOf - (1 - (1 - alpha)^n) / alpha, the sum of the weights of n values
 */
export function thetaForm(values: Float64Array, startOf: (alpha: number) => number): FoundForm {
  const { alpha, initial, level, fitted, squares } = simpleExponentialSmoothing(values);
  const { slope } = lineThrough(values);
  const start = startOf(alpha);
  return {
    parameters: { alpha, initial, drift: slope / 2 },
    fitted,
    mean: (horizon) => tabulate(horizon, (i) => level + (slope / 2) * (i + start)),
    sigma: Math.sqrt(squares / Math.max(1, values.length - 3)),
    weight: () => alpha,
  };
}
