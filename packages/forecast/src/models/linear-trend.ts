import { defineModel } from "./define-model.ts";
import { lineForm } from "./line-form.ts";
import type { Model } from "./model.ts";

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
export const linearTrend: Model = defineModel({
  id: "linear_trend",
  description: "Straight line by least squares",
  minimumLength: 2,
  form: lineForm,
});
