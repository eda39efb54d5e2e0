import type { BacktestSummary } from "./backtest/backtest-summary.ts";
import { autoCandidates, type Candidate } from "./combination/auto-candidates.ts";
import { type ChosenModels, chooseModels } from "./combination/choose-models.ts";
import { NonPositiveValueError } from "./errors.ts";
import { forecastNotes } from "./forecast-notes.ts";
import { checkInteger, checkLevels } from "./internal/check-arguments.ts";
import { finite } from "./internal/finite.ts";
import { sumOf } from "./internal/statistics.ts";
import { calibrate } from "./intervals/calibrate.ts";
import { calibratedIntervals } from "./intervals/calibrated-intervals.ts";
import { shortSeriesFactors } from "./intervals/short-series-factors.ts";
import { combineModels } from "./models/combine-models.ts";
import { mapIntervals } from "./models/fitted-model.ts";
import type { FittedModel, Interval, Model } from "./models/model.ts";
import { naive } from "./models/naive.ts";
import { type PreparedSeries, prepareSeries } from "./series/prepare-series.ts";

/** What to forecast, and how. */
export interface AutoForecastOptions {
  /** Periods to forecast, 1 or more. */
  readonly horizon: number;
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
  /** A model; if absent the combination that a backtest favours. */
  readonly model?: Model;
  /** Interval levels, percentages; 80 and 95 if absent. */
  readonly levels?: readonly number[];
}

/** A model that took part, or was weighed and left out. */
export interface ForecastCandidate {
  readonly model: string;
  /** Part of the combination, 0 to 1; 0 if left out. */
  readonly weight: number;
  /** Mean absolute error in the backtest, in the unit of the series; null without one. */
  readonly mae: number | null;
}

/** A forecast, in the unit of the series. */
export interface Forecast {
  /** What was used: a model id, or ids joined by + for a combination. */
  readonly model: string;
  /** Point forecasts, one for each period ahead. */
  readonly mean: readonly number[];
  /** Bounds by level, "80" and "95" unless asked otherwise. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** What was done and why, in plain words. */
  readonly notes: readonly string[];
  /** Accuracy in a rolling-origin backtest; null if the series is too short for one. */
  readonly backtest: BacktestSummary | null;
  /** Every model that was weighed; the weights add up to 1. */
  readonly candidates: readonly ForecastCandidate[];
}

/**
 * Forecasts a series in one call, as `forecast` does, without the registry of models: what a bundle needs if no model
 * is asked for by its id.
 *
 * @param values - history, oldest first, equally spaced, any unit; null = missing
 * @throws {InsufficientDataError} if no value is present
 * @throws {NonFiniteValueError} if a value is NaN or infinite; names its index
 * @throws {NonPositiveValueError} if the model takes logarithms and a value is 0 or below
 * @throws {InvalidArgumentError} if horizon or season is not a positive integer, or a level not in (0, 100)
 *
 * @example
 * autoForecast([5, 5, 5, 5, 5, 5], { horizon: 2 }).mean; // => [5, 5]
 */
export function autoForecast(values: readonly (number | null)[], options: AutoForecastOptions): Forecast {
  const { horizon, season = 1, model, levels = [80, 95] } = options;
  checkLevels(levels);
  const { asked, series, fitted, chosen, steps } = fitForecast(values, {
    horizon,
    season,
    ...(model && { model }),
  });
  const { members, weighed, rolling } = chosen;
  const { factors, summary } = calibrate(series.values, season, rolling, levels, series.filled);
  const standardErrors = fitted.standardErrors(steps);
  const short = shortSeriesFactors(series.values, standardErrors, levels);
  const point = Float64Array.from(fitted.predict(steps, []).mean);
  const floor = floorOf(series);
  const raised = point.some((value) => value < floor);
  const mean = point.map((value) => Math.max(floor, value));
  const intervals = calibratedIntervals(
    mean,
    short?.standardErrors ?? standardErrors,
    short?.factors ?? factors,
    floor,
  );
  const cutAtZero = Object.values(intervals).some(({ lower }) => lower.includes(floor));
  return {
    model: fitted.model,
    mean: inUnit(mean, series),
    intervals: mapIntervals(intervals, (bounds) => inUnit(bounds, series)),
    notes: forecastNotes({ series, season, asked, fitted, weighed, summary, members, raised, cutAtZero }),
    backtest: summary && rescale(summary, series.unit),
    candidates: describeCandidates(chosen, series.unit),
  };
}

/** A series made ready, with the models that were fitted on it. */
export interface ForecastFit {
  /** The model asked for; null for the combination. */
  readonly asked: Model | null;
  readonly series: PreparedSeries;
  readonly fitted: FittedModel;
  readonly chosen: ChosenModels;
  /** Steps from the last value present: the horizon and what is missing at the end. */
  readonly steps: number;
}

/** Prepares a series, chooses and fits models. Throws what `autoForecast` throws. */
export function fitForecast(
  values: readonly (number | null)[],
  options: Pick<AutoForecastOptions, "horizon" | "model"> & { readonly season: number },
): ForecastFit {
  const { horizon, season, model: asked = null } = options;
  checkInteger("horizon", horizon, 1);
  checkInteger("season", season, 1);
  const series = prepareSeries(values, season, asked ?? {});
  if (asked?.requiresPositive) refuseNonPositive(asked, values);
  const candidates = pickCandidates(asked, series.values, season);
  const steps = horizon + series.missingAtEnd;
  const chosen = chooseModels(series.values, season, steps, candidates, series.filled);
  const fitted = combineModels(
    chosen.members.map(({ model, weight }) => ({ fitted: model.fit(series.values, { season }), weight })),
  );
  return { asked, series, fitted, chosen, steps };
}

/** Lowest value that a forecast may take, in scaled units. */
export function floorOf(series: PreparedSeries): number {
  return series.nonNegative ? 0 : Number.NEGATIVE_INFINITY;
}

/** Scaled forecasts in the unit of the series, from the first period asked for; finite. */
export function inUnit(part: ArrayLike<number>, { unit, missingAtEnd }: PreparedSeries): number[] {
  return Array.from(part, (value) => finite(value * unit)).slice(missingAtEnd);
}

function pickCandidates(asked: Model | null, values: Float64Array, season: number): readonly Candidate[] {
  if (asked) return [{ model: values.length < asked.minimumLength ? naive : asked, share: 1 }];
  const constant = values.every((value) => value === values[0]);
  return constant || values.length < 4 ? [{ model: naive, share: 1 }] : autoCandidates(season);
}

function refuseNonPositive(model: Model, values: readonly (number | null)[]): void {
  values.forEach((value, index) => {
    if (value !== null && value <= 0) throw new NonPositiveValueError(model.id, index, value);
  });
}

function describeCandidates({ members, weighed }: ChosenModels, unit: number): ForecastCandidate[] {
  const total = sumOf(members, ({ weight }) => weight);
  if (weighed.length === 0) {
    return members.map(({ model, weight }) => ({ model: model.id, weight: weight / total, mae: null }));
  }
  return weighed.map(({ model, weight, error }) => ({
    model,
    weight: weight / total,
    mae: finite(error * unit),
  }));
}

function rescale(summary: BacktestSummary, unit: number): BacktestSummary {
  const times = (value: number | null) => (value === null ? null : finite(value * unit));
  return { ...summary, mae: times(summary.mae), rmse: times(summary.rmse) };
}
