import { linearRegression } from "simple-statistics";
import { checkSeries } from "../internal/check-arguments.ts";
import { fromInnovations } from "./innovations-form.ts";
import type { FittedModel, Model } from "./model.ts";

/**
 * Ordinary least squares on time: mean[h] = a + b * (n - 1 + h), time counted from 0.
 *
 * Errors are taken as independent; the variance of the estimated line is part of the interval:
 * sigma^2 * (1 + 1/n + (t - mean(t))^2 / sum((t - mean(t))^2)).
 *
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 7.6
 *
 * @example
 * linearTrend.fit([1, 2, 3], { season: 1 }).predict(2).mean; // => [4, 5]
 */
export const linearTrend: Model = {
  id: "linear_trend",
  description: "Straight line by least squares",
  minimumLength: 2,
  fit(values: ArrayLike<number>): FittedModel {
    checkSeries("linearTrend", values, 2);
    return fromInnovations(regressionForm("linear_trend", values, values));
  },
};

/** The innovations form of a least-squares line through `response`, on the scale of `response`. */
export function regressionForm(
  model: string,
  values: ArrayLike<number>,
  response: ArrayLike<number>,
): Parameters<typeof fromInnovations>[0] {
  const length = response.length;
  const { m: slope, b: intercept } = linearRegression(Array.from(response, (value, t) => [t, value]));
  const middle = (length - 1) / 2;
  const spread = (length * (length * length - 1)) / 12;
  const fitted = Float64Array.from({ length }, (_, t) => intercept + slope * t);
  let squares = 0;
  for (let t = 0; t < length; t++) squares += (response[t]! - fitted[t]!) ** 2;
  return {
    model,
    parameters: { intercept, slope },
    values,
    fitted,
    mean: (horizon) => Float64Array.from({ length: horizon }, (_, i) => intercept + slope * (length + i)),
    sigma: length > 2 ? Math.sqrt(squares / (length - 2)) : 0,
    weight: () => 0,
    extraVariance: (h) => 1 / length + (length - 1 + h - middle) ** 2 / spread,
  };
}
