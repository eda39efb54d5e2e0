import { NonPositiveValueError } from "../errors.ts";
import { checkSeries } from "../internal/check-arguments.ts";
import { naturalLogarithm } from "../internal/natural-logarithm.ts";
import { exponential } from "../transform/exponential.ts";
import { fromInnovations } from "./innovations-form.ts";
import { regressionForm } from "./linear-trend.ts";
import type { FittedModel, Model } from "./model.ts";

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
export const exponentialTrend: Model = {
  id: "exponential_trend",
  description: "Constant growth rate by least squares on logarithms",
  minimumLength: 2,
  requiresPositive: true,
  fit(values: ArrayLike<number>): FittedModel {
    checkSeries("exponentialTrend", values, 2);
    const logs = Array.from(values, (value, index) => {
      if (value <= 0) throw new NonPositiveValueError("exponentialTrend", index, value);
      return naturalLogarithm(value);
    });
    const form = regressionForm("exponential_trend", values, logs);
    return fromInnovations({ ...form, fitted: Array.from(form.fitted, exponential), logarithmic: true });
  },
};
