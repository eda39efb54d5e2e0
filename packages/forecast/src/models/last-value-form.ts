import { zeros } from "../internal/number-lists.ts";
import { sumOfSquares } from "../internal/statistics.ts";
import type { FoundForm } from "./define-model.ts";

/** The last value for ever; steps from one value to the next are the errors. */
export function lastValueForm(values: ArrayLike<number>): FoundForm {
  const length = values.length;
  const fitted = zeros(length).fill(Number.NaN);
  const steps = zeros(length - 1);
  for (let t = 1; t < length; t++) {
    fitted[t] = values[t - 1]!;
    steps[t - 1] = values[t]! - values[t - 1]!;
  }
  return {
    parameters: {},
    fitted,
    mean: (horizon) => zeros(horizon).fill(values[length - 1]!),
    sigma: length > 1 ? Math.sqrt(sumOfSquares(steps) / (length - 1)) : 0,
    weight: () => 1,
  };
}
