import { checkInteger } from "../internal/check-arguments.ts";
import { averageForm } from "./average-form.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";

/**
 * Every forecast is the mean of the same phase over the last k seasons: mean[h] = (y[n+h-m'] + y[n+h-m'-m] + ...) / k,
 * m' = m * ceil(h / m). With k = 1 it is the seasonal naive forecast; with season 1 the average of the last k values.
 *
 * Errors: sigma^2 from one-step averages in the history. An average of k values has the mean age of exponential
 * smoothing with alpha = 2 / (k + 1), so an innovation is taken to move the same phase by that share in every later
 * season: variance sigma^2 * (1 + alpha^2 * floor((h - 1) / m)).
 *
 * With fewer than k seasons it averages those there are, with less than one it repeats the last value; a note says so.
 * It lags behind any trend by half of the window.
 *
 * @param seasons - k, 1 or more
 * @throws {InvalidArgumentError} if `seasons` is not an integer of 1 or more
 * @see Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.2, on k = 1
 * @see Brown (1963), Smoothing, Forecasting and Prediction of Discrete Time Series, on the age of averages
 *
 * @example
 * seasonalWindowAverageOf(2).fit([1, 10, 3, 20], { season: 2 }).predict(3).mean; // => [2, 15, 2]
 */
export function seasonalWindowAverageOf(seasons: number): Model {
  checkInteger("seasons", seasons, 1);
  return defineModel({
    id: "seasonal_window_average",
    description: `Mean of the same phase over the last ${seasons} seasons`,
    minimumLength: 1,
    form: (values, { season }) => averageForm(values, season, seasons),
  });
}

/** {@link seasonalWindowAverageOf} two seasons. */
export const seasonalWindowAverage: Model = seasonalWindowAverageOf(2);
