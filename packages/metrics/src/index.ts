// Errors
export { type ErrorCode, ForesailError, InternalError } from "./errors.ts";
// The store's interface
export { ResultCache } from "./store/result-cache.ts";
export type { FileImport, Freshness, MetricsStore, SourceFile, SourceImport } from "./store/store.ts";
// Sources of imports, as data
export { type ExportDefinition, sourceNames, sources } from "./sources/index.ts";
// Moving a tenant
export { type CopyReport, copyTenant } from "./store/copy-tenant.ts";
export type { JournaledBatch, JournaledStore } from "./store/journaled-store.ts";
// Frozen forecasts and actuals
export type { ActualsRequest, ActualVintage, VintageCause } from "./query/actual-vintages.ts";
export { type ForecastRow, readForecastTable } from "./forecast-table/read-forecast-table.ts";
export type { NewSnapshot } from "./store/snapshots.ts";
// Metrics: the built-in ones, and the functions to define others
export type { AttributionMeasure, TouchSpendMeasure } from "./catalogue/attribution-measure.ts";
export { builtInMetrics } from "./catalogue/catalogue.ts";
export { defineConfig, type ForesailConfig } from "./catalogue/define-config.ts";
export { defineFact, type Fact, type FactDefinition } from "./catalogue/define-fact.ts";
export { defineMetric } from "./catalogue/define-metric.ts";
export type { Expression, Input, MetricDefinition, VariantFamily } from "./catalogue/definition.ts";
export type {
  BalanceMeasure,
  DayHistogram,
  Filter,
  FlowMeasure,
  Measure,
  MovementMeasure,
  RetentionMeasure,
} from "./catalogue/measure.ts";
export type {
  CohortMeasure,
  CoverageMeasure,
  DealCountMeasure,
  DealValueMeasure,
  ForecastRecordMeasure,
  PipelineMeasure,
  SalesMeasure,
  SlippageMeasure,
  SurvivalMeasure,
  TargetMeasure,
} from "./catalogue/sales-measure.ts";
export { targetMetric } from "./catalogue/target-metric.ts";
// Names of the built-in metrics in other languages
export { chooseLocale } from "./catalogue/names/choose-locale.ts";
export { nameMetrics } from "./catalogue/names/name-metric.ts";
export { type MetricLocale, metricLocales } from "./catalogue/names/names.ts";
// Survival
export { kaplanMeier, type LifeTable, type SurvivalStep, survivalQuantile } from "./query/kaplan-meier.ts";
// Reports
export { describeReport, type ReportDefinition } from "./reports/report.ts";
export { reports } from "./reports/reports.ts";
// Attribution
export {
  type AttributionModel,
  type AttributionPath,
  attributePaths,
  attributionModels,
  type ChannelCredit,
} from "./attribution/attribute-paths.ts";
export type { Milestone, Touch, TouchWeightOptions } from "./attribution/touch-weights.ts";
// Tables
export { type Column, type ColumnType, type Table, tables } from "./model/tables.ts";
// Calendar
export { Calendar } from "./calendar/calendar.ts";
export { addDays, addMonths, type Day } from "./calendar/day.ts";
// Baselines, benchmarks, targets
export { type BaselineOptions, baselineDefaults, baselineOf } from "./baselines/baseline-of.ts";
export { findBaselines } from "./baselines/find-baselines.ts";
export { benchmarkList, isStale } from "./benchmarks/benchmark-list.ts";
export { publishedBenchmarks } from "./benchmarks/published-benchmarks.ts";
export { findTargets } from "./targets/find-targets.ts";
export { type AimedAt, gapToTarget } from "./targets/gap-to-target.ts";
// Monitoring
export { type Change, detectChanges, type WatchOptions } from "./monitoring/detect-changes.ts";
export { explainChange, type SegmentSides, type Side } from "./monitoring/explain-change.ts";
export { findAlerts } from "./monitoring/find-alerts.ts";
