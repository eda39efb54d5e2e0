import { NonPositiveValueError } from "../errors.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { exponential } from "../transform/exponential.ts";
import { defineModel } from "./define-model.ts";
import { lineForm } from "./line-form.ts";
import type { Model } from "./model.ts";

/**
 * Constant growth rate: a least-squares line through log(y), mean[h] = exp(a + b * (n - 1 + h)).
 *
 * The point forecast is the median, not the mean, of the implied lognormal distribution. Growth is not
 * damped: do not use it far ahead.
 *
 * @throws {NonPositiveValueError} if a value is 0 or below
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 7.7
 *
 * @example
 * Math.round(exponentialTrend.fit([1, 2, 4], { season: 1 }).predict(1).mean[0]!); // => 8
 */
export const exponentialTrend: Model = defineModel({
  id: "exponential_trend",
  description: "Constant growth rate by least squares on logarithms",
  minimumLength: 2,
  requiresPositive: true,
  form(values) {
    const logs = Array.from(values, (value, index) => {
      if (value <= 0) throw new NonPositiveValueError("exponential_trend", index, value);
      return naturalLogarithm(value);
    });
    const form = lineForm(logs);
    return { ...form, fitted: Array.from(form.fitted, exponential), logarithmic: true };
  },
});
