import { checkInteger, checkSeries } from "../internal/check-arguments.ts";
import { fromInnovations } from "./innovations-form.ts";
import type { FitOptions, FittedModel, Model } from "./model.ts";

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
  const id = "seasonal_window_average";
  return {
    id,
    description: `Mean of the same phase over the last ${seasons} seasons`,
    minimumLength: 1,
    fit(values: ArrayLike<number>, { season }: FitOptions): FittedModel {
      checkSeries(id, values, 1, season);
      return fitAverage(id, values, season, seasons);
    },
  };
}

/** {@link seasonalWindowAverageOf} two seasons. */
export const seasonalWindowAverage: Model = seasonalWindowAverageOf(2);

/** Averages of every `season`-th value over a window of `count` of them. */
export function fitAverage(
  id: string,
  values: ArrayLike<number>,
  season: number,
  count: number,
): FittedModel {
  const length = values.length;
  const notes: string[] = [];
  const step = length < season ? 1 : season;
  if (step < season)
    notes.push(`only ${length} of ${season} observations of a season: repeats the last value`);
  const window = step < season ? 1 : Math.min(count, Math.floor(length / step));
  if (step === season && window < count) {
    const unit = season === 1 ? "observations" : "seasons";
    notes.push(`only ${window} of ${count} ${unit}: their average`);
  }
  // the average of up to `window` values before place t, in steps of one season
  const average = (t: number) => {
    let sum = 0;
    let found = 0;
    for (let k = 1; k <= window && t - k * step >= 0; k++) {
      sum += values[t - k * step]!;
      found += 1;
    }
    return found > 0 ? sum / found : Number.NaN;
  };
  const fitted = Float64Array.from({ length }, (_, t) => average(t));
  let squares = 0;
  let known = 0;
  for (let t = step; t < length; t++) {
    squares += (values[t]! - fitted[t]!) ** 2;
    known += 1;
  }
  const alpha = 2 / (window + 1);
  return fromInnovations({
    model: id,
    parameters: { window },
    values,
    fitted,
    notes,
    mean: (horizon) => Float64Array.from({ length: horizon }, (_, i) => average(length + (i % step))),
    sigma: known > 0 ? Math.sqrt(squares / known) : 0,
    weight: (j) => (j % step === 0 ? alpha : 0),
  });
}
