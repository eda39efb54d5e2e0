import type { BacktestSummary } from "./backtest/backtest-summary.ts";
import { autoCandidates, type Candidate } from "./combination/auto-candidates.ts";
import { chooseModels } from "./combination/choose-models.ts";
import { NonPositiveValueError } from "./errors.ts";
import { forecastNotes } from "./forecast-notes.ts";
import { checkInteger, checkLevels } from "./internal/check-arguments.ts";
import { calibrate } from "./intervals/calibrate.ts";
import { calibratedIntervals } from "./intervals/calibrated-intervals.ts";
import { shortSeriesFactors } from "./intervals/short-series-factors.ts";
import { combineModels } from "./models/combine-models.ts";
import type { Interval, Model } from "./models/model.ts";
import { naive } from "./models/naive.ts";
import { modelById } from "./models/registry.ts";
import { prepareSeries } from "./series/prepare-series.ts";

/** What to forecast, and how. */
export interface ForecastOptions {
  /** Periods to forecast, 1 or more. */
  readonly horizon: number;
  /** Observations per season; 1, none, if absent. */
  readonly season?: number;
  /** Id of a model, or `auto` (if absent) for the combination that a backtest favours. */
  readonly model?: string;
  /** Interval levels, percentages; 80 and 95 if absent. */
  readonly levels?: readonly number[];
  /** Seed of everything random; 1 if absent. No model here draws at random yet: results do not depend on it. */
  readonly seed?: number;
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
}

/**
 * Forecasts a series in one call: cleans it, picks or combines models by backtest, calibrates intervals on the
 * backtest's errors, and says in `notes` what was done.
 *
 * Interpolated values take part in no backtest: neither scored, nor weighed by, nor calibrated on.
 *
 * Data never make it fail, save for having no value at all: gaps are filled, one to three points are repeated,
 * fewer than two seasons get no season. Series without negative values get no negative bounds.
 *
 * @param values - history, oldest first, equally spaced, any unit; null = missing
 * @throws {InsufficientDataError} if no value is present
 * @throws {NonFiniteValueError} if a value is NaN or infinite; names its index
 * @throws {NonPositiveValueError} if `exponential_trend` is asked for and a value is 0 or below
 * @throws {UnknownModelError} if no model has the id; offers near ones
 * @throws {InvalidArgumentError} if horizon or season is not a positive integer, or a level not in (0, 100)
 *
 * @example
 * forecast([5, 5, 5, 5, 5, 5], { horizon: 2 }).mean; // => [5, 5]
 */
export function forecast(values: readonly (number | null)[], options: ForecastOptions): Forecast {
  const { horizon, season = 1, model = "auto", levels = [80, 95] } = options;
  checkInteger("horizon", horizon, 1);
  checkInteger("season", season, 1);
  checkLevels(levels);
  const asked = model === "auto" ? null : modelById(model);
  const series = prepareSeries(values, season);
  if (asked?.requiresPositive) refuseNonPositive(asked, values);

  const candidates = pickCandidates(asked, series.values, season);
  const steps = horizon + series.missingAtEnd;
  const { members, weighed, rolling } = chooseModels(series.values, season, steps, candidates, series.filled);
  const fitted = combineModels(
    members.map(({ model: member, weight }) => ({ fitted: member.fit(series.values, { season }), weight })),
  );
  const { factors, summary } = calibrate(series.values, season, rolling, levels, series.filled);
  const standardErrors = fitted.standardErrors(steps);
  const short = shortSeriesFactors(series.values, standardErrors, levels);
  const point = Float64Array.from(fitted.predict(steps, []).mean);
  const floor = series.nonNegative ? 0 : Number.NEGATIVE_INFINITY;
  const raised = point.some((value) => value < floor);
  const mean = point.map((value) => Math.max(floor, value));
  const intervals = calibratedIntervals(
    mean,
    short?.standardErrors ?? standardErrors,
    short?.factors ?? factors,
    floor,
  );
  const cutAtZero = Object.values(intervals).some(({ lower }) => lower.includes(floor));

  const inUnit = (part: ArrayLike<number>) =>
    Array.from(part, (value) => {
      const scaled = value * series.unit;
      return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, scaled));
    }).slice(series.missingAtEnd);
  return {
    model: fitted.model,
    mean: inUnit(mean),
    intervals: Object.fromEntries(
      Object.entries(intervals).map(([level, { lower, upper }]) => [
        level,
        { lower: inUnit(lower), upper: inUnit(upper) },
      ]),
    ),
    notes: forecastNotes({ series, season, asked, fitted, weighed, summary, members, raised, cutAtZero }),
    backtest: summary && rescale(summary, series.unit),
  };
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

function rescale(summary: BacktestSummary, unit: number): BacktestSummary {
  const times = (value: number | null) => (value === null ? null : Math.min(Number.MAX_VALUE, value * unit));
  return { ...summary, mae: times(summary.mae), rmse: times(summary.rmse) };
}
