import { checkInteger } from "../internal/check-arguments.ts";
import { averageForm } from "./average-form.ts";
import { defineModel } from "./define-model.ts";
import type { Model } from "./model.ts";

/**
 * Every forecast is the mean of the last k values, as a trailing three-month average.
 *
 * Without a given window: one season, so that no phase weighs more than another, or three values without a season or
 * with less than one. Errors as in `seasonalWindowAverageOf` with season 1: variance sigma^2 * (1 + (h - 1) * alpha^2),
 * alpha = 2 / (k + 1); for k = 1 that is the random walk of `naive`. With fewer values than k it averages all, and a
 * note says so. It lags behind any trend by half of the window, and knows no season.
 *
 * @param window - k, 1 or more
 * @throws {InvalidArgumentError} if the window is not an integer of 1 or more
 * @see Brown (1963), Smoothing, Forecasting and Prediction of Discrete Time Series, on the age of averages
 *
 * @example
 * windowAverageOf(2).fit([9, 1, 3], { season: 1 }).predict(2).mean; // => [2, 2]
 */
export function windowAverageOf(window?: number): Model {
  if (window !== undefined) checkInteger("window", window, 1);
  return defineModel({
    id: "window_average",
    description: window
      ? `Mean of the last ${window} values`
      : "Mean of the last season, or of the last three values",
    minimumLength: 1,
    form(values, { season }) {
      const usual = season > 1 && values.length >= season ? season : 3;
      return averageForm(values, 1, window ?? usual);
    },
  });
}

/** {@link windowAverageOf} one season, or three values. */
export const windowAverage: Model = windowAverageOf();
