import { linearRegression } from "simple-statistics";
import { tabulate } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import type { FoundForm } from "./define-model.ts";

/** A least-squares line through values, on their scale. */
export function lineForm(values: ArrayLike<number>): FoundForm {
  const length = values.length;
  const { m: slope, b: intercept } = linearRegression(Array.from(values, (value, t) => [t, value]));
  const middle = (length - 1) / 2;
  const spread = (length * (length * length - 1)) / 12;
  const fitted = tabulate(length, (t) => intercept + slope * t);
  const squares = sumOf(fitted, (value, t) => (values[t]! - value) ** 2);
  return {
    parameters: { intercept, slope },
    fitted,
    mean: (horizon) => tabulate(horizon, (i) => intercept + slope * (length + i)),
    sigma: length > 2 ? Math.sqrt(squares / (length - 2)) : 0,
    weight: () => 0,
    extraVariance: (h) => 1 / length + (length - 1 + h - middle) ** 2 / spread,
  };
}
