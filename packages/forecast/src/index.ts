// Transforms: models on another scale

export { boxCoxTransform } from "./transform/box-cox-transform.ts";
export { boxCox, inverseBoxCox } from "./transform/box-cox.ts";
export { type GuerreroOptions, guerreroLambda } from "./transform/guerrero-lambda.ts";
export { logarithmTransform } from "./transform/logarithm-transform.ts";
export { type LogitOptions, logitTransform } from "./transform/logit-transform.ts";
export type { Transform, TransformRule } from "./transform/transform.ts";
export { type TransformedOptions, transformed } from "./transform/transformed.ts";

// Models of demand with empty periods; the same verbs for each model

export { croston, crostonOf, type IntermittentOptions, sba, sbaOf } from "./models/croston.ts";
export { intermittent } from "./models/intermittent.ts";
export { tsb, tsbOf } from "./models/tsb.ts";
export { zeroInflated } from "./models/zero-inflated.ts";

// Benchmarks and straight lines

export { drift } from "./models/drift.ts";
export { exponentialTrend } from "./models/exponential-trend.ts";
export { historicalMean } from "./models/historical-mean.ts";
export { linearTrend } from "./models/linear-trend.ts";
export { naive } from "./models/naive.ts";
export { seasonalNaive } from "./models/seasonal-naive.ts";
export { seasonalWindowAverage, seasonalWindowAverageOf } from "./models/seasonal-window-average.ts";
export { windowAverage, windowAverageOf } from "./models/window-average.ts";

// What models have in common; by id, and several in one

export { combineModels, type Member } from "./models/combine-models.ts";
export type { Components, FitOptions, FittedModel, Interval, Model, Prediction } from "./models/model.ts";
export { modelById, models } from "./models/registry.ts";

// Exponential smoothing

export { averagedSmoothing } from "./models/averaged-smoothing.ts";
export { complexExponentialSmoothing } from "./models/complex-exponential-smoothing.ts";
export { ets, etsModel } from "./models/ets.ts";
export { holtWintersDamped } from "./models/holt-winters-damped.ts";

// ARIMA, and regression on calendar, events and other regressors

export { type ArimaOptions, arima, arimaModel } from "./models/arima.ts";
export {
  type CalendarEffect,
  type CalendarOptions,
  calendarRegressors,
  type RegressorColumns,
} from "./models/regression/calendar-regressors.ts";
export type { Grain } from "./models/regression/days.ts";
export { type EventOptions, eventRegressors, type KnownEvent } from "./models/regression/event-regressors.ts";
export { type KnownStep, stepEffects, withKnownEffects } from "./models/regression/known-effects.ts";
export {
  type FittedRegression,
  type RegressionCoefficient,
  type RegressionModel,
  type RegressionOptions,
  regression,
} from "./models/regression/regression.ts";

// Trends: curves that describe, and models that continue them

export { type BestTrend, bestTrend, type TrendRank } from "./trend/best-trend.ts";
export type { TrendKind } from "./trend/curve.ts";
export { fitTrend, type TrendFit, type TrendOptions } from "./trend/fit-trend.ts";
export {
  gompertzTrend,
  logarithmicTrend,
  logisticTrend,
  piecewiseLinearTrend,
  polynomialTrend,
  powerTrend,
  type TrendModelKind,
  trendModel,
} from "./trend/trend-model.ts";

// The Theta method

export { dynamicOptimizedTheta } from "./models/dynamic-optimized-theta.ts";
export { optimizedTheta } from "./models/optimized-theta.ts";
export { thetaLogarithmic } from "./models/theta-logarithmic.ts";
export { thetaShrunken } from "./models/theta-shrunken.ts";
export { theta } from "./models/theta.ts";

// Models on a series without its seasons

export { mstlModel, mstlTheta } from "./models/mstl-model.ts";
export { stlEts, stlModel } from "./models/stl-model.ts";

// Series: decomposition, tests, cleaning

export { autocorrelation } from "./series/autocorrelation.ts";
export {
  classicalDecomposition,
  type SeasonalIndices,
  type SeasonType,
} from "./series/classical-decomposition.ts";
export { fillGaps } from "./series/fill-gaps.ts";
export { isSeasonal } from "./series/is-seasonal.ts";
export { type KpssTest, kpss } from "./series/kpss.ts";
export { findLevelShifts, type LevelShift, type LevelShiftOptions } from "./series/level-shifts.ts";
export { type Mstl, type MstlOptions, mstl } from "./series/mstl.ts";
export {
  type CleanSeries,
  type CleanSeriesOptions,
  cleanSeries,
} from "./series/outliers-clean-series.ts";
export { findOutliers, type Outlier, type OutlierOptions } from "./series/outliers.ts";
export type { PeriodCalendar } from "./series/period-axis.ts";
export type { DatedValues, DuplicateRule, RegularSeriesOptions } from "./series/regular-series.ts";
export { type Decompose, type SeasonAndRemainder, seasonalStrength } from "./series/seasonal-strength.ts";
export { type ShrunkenSeason, shrunkenSeason } from "./series/shrunken-season.ts";
export { type Stl, type StlOptions, stl } from "./series/stl.ts";
export { differencesNeeded, seasonalDifferencesNeeded } from "./series/unit-root.ts";

// Forecast in one call

export {
  type AutoForecastOptions,
  autoForecast,
  type Forecast,
  type ForecastCandidate,
} from "./auto-forecast.ts";
export { type ForecastPathsOptions, forecastPaths } from "./forecast-paths.ts";
export { type ForecastQuantilesOptions, forecastQuantiles } from "./forecast-quantiles.ts";
export { type ForecastSeriesOptions, forecastSeries, type SeriesForecast } from "./forecast-series.ts";
export { type ForecastOptions, forecast } from "./forecast.ts";

// Errors: match on `code`

export {
  ForecastError,
  InsufficientDataError,
  InvalidArgumentError,
  NonFiniteValueError,
  NonPositiveValueError,
  UnknownModelError,
} from "./errors.ts";

// Accuracy: error = actual - forecast

export { bias } from "./accuracy/bias.ts";
export {
  continuousRankedProbabilityScore,
  continuousRankedProbabilityScore as crps,
} from "./accuracy/continuous-ranked-probability-score.ts";
export { coverage } from "./accuracy/coverage.ts";
export {
  geometricMeanRelativeAbsoluteError,
  geometricMeanRelativeAbsoluteError as gmrae,
} from "./accuracy/geometric-mean-relative-absolute-error.ts";
export { meanAbsoluteError, meanAbsoluteError as mae } from "./accuracy/mean-absolute-error.ts";
export {
  meanAbsolutePercentageError,
  meanAbsolutePercentageError as mape,
} from "./accuracy/mean-absolute-percentage-error.ts";
export {
  meanAbsoluteScaledError,
  meanAbsoluteScaledError as mase,
} from "./accuracy/mean-absolute-scaled-error.ts";
export { meanError } from "./accuracy/mean-error.ts";
export { meanPercentageError, meanPercentageError as mpe } from "./accuracy/mean-percentage-error.ts";
export {
  meanScaledIntervalScore,
  meanScaledIntervalScore as msis,
} from "./accuracy/mean-scaled-interval-score.ts";
export { pinballLoss } from "./accuracy/pinball-loss.ts";
export { pitHistogram } from "./accuracy/pit-histogram.ts";
export { type PitUniformity, pitUniformity } from "./accuracy/pit-uniformity.ts";
export { probabilityIntegralTransform } from "./accuracy/probability-integral-transform.ts";
export type { QuantileForecast } from "./accuracy/quantile-forecast.ts";
export { quantileRankedProbabilityScore } from "./accuracy/quantile-ranked-probability-score.ts";
export { rootMeanSquaredError, rootMeanSquaredError as rmse } from "./accuracy/root-mean-squared-error.ts";
export {
  rootMeanSquaredScaledError,
  rootMeanSquaredScaledError as rmsse,
} from "./accuracy/root-mean-squared-scaled-error.ts";
export { seasonalNaiveScale } from "./accuracy/seasonal-naive-scale.ts";
export {
  symmetricMeanAbsolutePercentageError,
  symmetricMeanAbsolutePercentageError as smape,
} from "./accuracy/symmetric-mean-absolute-percentage-error.ts";
export { theilU2 } from "./accuracy/theil-u2.ts";
export {
  weightedAbsolutePercentageError,
  weightedAbsolutePercentageError as wape,
} from "./accuracy/weighted-absolute-percentage-error.ts";
export { weightedQuantileLoss } from "./accuracy/weighted-quantile-loss.ts";
export { winklerScore } from "./accuracy/winkler-score.ts";

// Evaluation: models compared, and how hard a series is

export { type ComponentStrength, componentStrength } from "./evaluation/component-strength.ts";
export { type DemandPattern, demandClass } from "./evaluation/demand-class.ts";
export {
  type DieboldMariano,
  type DieboldMarianoOptions,
  dieboldMarianoTest,
} from "./evaluation/diebold-mariano.ts";
export { type Forecastability, forecastability } from "./evaluation/forecastability.ts";
export {
  type Leaderboard,
  type LeaderboardOptions,
  type LeaderboardRow,
  leaderboard,
} from "./evaluation/leaderboard.ts";
export { type ModelRank, type ModelRanks, modelRanks } from "./evaluation/model-ranks.ts";
export {
  type ScaledMeasure,
  type SeriesLeaderboard,
  type SeriesLeaderboardOptions,
  type SeriesLeaderboardRow,
  seriesLeaderboard,
} from "./evaluation/series-leaderboard.ts";
export { spectralEntropy } from "./evaluation/spectral-entropy.ts";

// Backtest

export type { BacktestSummary } from "./backtest/backtest-summary.ts";
export { type Backtest, type BacktestError, type BacktestOptions, backtest } from "./backtest/backtest.ts";
export type { Refit } from "./backtest/origin-forecasts.ts";
export { type BacktestScore, scoreBacktest } from "./backtest/score-backtest.ts";

// Hierarchies: forecasts that add up

export {
  forecastHierarchy,
  type HierarchyForecast,
  type HierarchyForecastOptions,
} from "./hierarchy/forecast-hierarchy.ts";
export {
  type Hierarchy,
  hierarchyFromKeys,
  hierarchyFromMatrix,
  type SeriesKeys,
} from "./hierarchy/hierarchy.ts";
export { type ReconcileOptions, reconcile } from "./hierarchy/reconcile.ts";
export type { ReconciliationMethod } from "./hierarchy/reconciler.ts";

// Intervals beside the calibrated ones, and answers from paths

export {
  type AdaptiveConformal,
  adaptiveHalfWidth,
  observeAdaptiveConformal,
  startAdaptiveConformal,
} from "./intervals/adaptive-conformal.ts";
export { conformalIntervals, type LaggedError } from "./intervals/conformal-intervals.ts";
export { pathTotals, probabilityAtLeast, sampleQuantile } from "./intervals/path-statistics.ts";
export { simulatedIntervals } from "./intervals/simulated-intervals.ts";

// Track record: frozen forecasts against actuals

export { type AccuracyView, accuracyViews } from "./record/accuracy-views.ts";
export { type BiasVerdict, biasInWords, biasVerdict } from "./record/bias-verdict.ts";
export { type CalibrationBin, calibration } from "./record/calibration.ts";
export { canonicalJson } from "./record/canonical-json.ts";
export type { ForecastComparison, Forecaster } from "./record/compare-forecasts.ts";
export {
  type LadderPoint,
  type LadderScore,
  type LadderStep,
  type ValueAdded,
  type ValueAddedLadder,
  type ValueAddedVerdict,
  valueAddedLadder,
} from "./record/forecast-value-added.ts";
export { type FrozenQuantiles, frozenQuantiles } from "./record/frozen-quantiles.ts";
export { type LagCurveOptions, type LagScore, lagCurve } from "./record/lag-curve.ts";
export {
  type OverrideAnalysis,
  type OverrideScore,
  type OverrideSize,
  overrideAnalysis,
  type ScoredOverride,
} from "./record/override-analysis.ts";
export { type OverrideReason, overrideReasons } from "./record/override-reasons.ts";
export { type OverrideDraft, overrideWarning } from "./record/override-warning.ts";
export { actualAsKnown, actualFirstPublished, vintagesByPeriod } from "./record/pick-actual.ts";
export { type RecordLadderInput, recordLadder } from "./record/record-ladder.ts";
export { type RecordOverridesOptions, recordOverrides } from "./record/record-overrides.ts";
export type {
  ActualPolicy,
  ActualVintage,
  Snapshot,
  SnapshotKind,
  SnapshotPoint,
} from "./record/record-types.ts";
export { type RestatedPeriod, restatedPeriods } from "./record/restated-periods.ts";
export type { CoverageScore, RecordScore } from "./record/score-points.ts";
export {
  type PolicyRecord,
  type ScoreRecordInput,
  scoreRecord,
  type TrackRecord,
} from "./record/score-record.ts";
export type { ExcludedPoint, ScoredPoint } from "./record/scored-points.ts";
export { type SequentialBias, sequentialBias } from "./record/sequential-bias.ts";
export type { SkillScore, Verdict } from "./record/skill-verdict.ts";
export { normalizedTrackingSignal, trackingSignal } from "./record/tracking-signal.ts";
export { whatChangedByShapley } from "./record/what-changed-by-shapley.ts";
export {
  type ChangeCause,
  type ChangeContribution,
  type ChangeStage,
  changeCauses,
  type WhatChanged,
  type WhatChangedOptions,
  whatChanged,
} from "./record/what-changed.ts";
export { wilsonInterval } from "./record/wilson-interval.ts";
export { type Miss, type WorstMissesOptions, worstMisses } from "./record/worst-misses.ts";

// Drivers: ratios, MRR from its movements, anything computed from several series

export type { Views } from "./drivers/combine-views.ts";
export {
  type DriverForecast,
  type DriverForecastOptions,
  type DriverFormula,
  forecastDrivers,
} from "./drivers/forecast-drivers.ts";
export { forecastRatio, type RatioForecast, type RatioForecastOptions } from "./drivers/forecast-ratio.ts";
export { type Driver, type Drivers, type JointPaths, jointPaths } from "./drivers/joint-paths.ts";
export {
  type MrrBridge,
  type MrrBridgeOptions,
  type MrrBridgePeriod,
  mrrBridge,
} from "./drivers/mrr-bridge.ts";
export { type MrrHistory, type MrrMovement, mrrMovements } from "./drivers/mrr-movements.ts";
export {
  type PathSummary,
  type SummaryInterval,
  type SummaryOptions,
  summarizePaths,
} from "./drivers/path-summary.ts";
export type { SeriesOptions } from "./drivers/series-fit.ts";

// Pipeline: bookings from open deals and those to come

export type { Deal } from "./pipeline/deal.ts";
export {
  type DealOutlook,
  type PipelineForecast,
  type PipelineForecastOptions,
  pipelineForecast,
  type StageOutlook,
} from "./pipeline/pipeline-forecast.ts";

// Scenarios, totals, targets

export type { DriverAdjustment, DriverChange } from "./scenario/adjust-drivers.ts";
export { equalGroups, type OutcomePaths, type PeriodGroup, periodTotals } from "./scenario/period-totals.ts";
export { type Scenario, type ScenarioOptions, scenario } from "./scenario/scenario.ts";
export { type TargetOptions, type TargetOutlook, targetOutlook } from "./scenario/target-outlook.ts";
