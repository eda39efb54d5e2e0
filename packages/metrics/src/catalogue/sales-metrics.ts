import type { MetricDefinition } from "./definition.ts";
import { forecastAccuracy } from "./forecast-accuracy.ts";
import { forecastAccuracyGong } from "./forecast-accuracy-gong.ts";
import { forecastAccuracyHubspot } from "./forecast-accuracy-hubspot.ts";
import { forecastAccuracyRatio } from "./forecast-accuracy-ratio.ts";
import { forecastBias } from "./forecast-bias.ts";
import { leadToCustomerRate } from "./lead-to-customer-rate.ts";
import { pipelineCoverage } from "./pipeline-coverage.ts";
import { pipelineCreated } from "./pipeline-created.ts";
import { pipelineOpen } from "./pipeline-open.ts";
import { pipelineWeighted } from "./pipeline-weighted.ts";
import { quotaAttainment } from "./quota-attainment.ts";
import { salesCycleDaysKm } from "./sales-cycle-days-km.ts";
import { salesVelocity } from "./sales-velocity.ts";
import { slippageRate } from "./slippage-rate.ts";
import { stageConversionRate } from "./stage-conversion-rate.ts";
import { stageDurationDays } from "./stage-duration-days.ts";
import { stageDurationDaysKm } from "./stage-duration-days-km.ts";
import { stageDurationDaysMean } from "./stage-duration-days-mean.ts";
import { stageDurationDaysP90 } from "./stage-duration-days-p90.ts";
import { winRateCohort } from "./win-rate-cohort.ts";
import { winRateValue } from "./win-rate-value.ts";

/** Metrics of the pipeline, of its history, of quotas and of frozen forecasts. */
export const salesMetrics: readonly MetricDefinition[] = [
  pipelineOpen,
  pipelineWeighted,
  pipelineCreated,
  pipelineCoverage,
  winRateValue,
  winRateCohort,
  salesCycleDaysKm,
  stageConversionRate,
  stageDurationDays,
  stageDurationDaysMean,
  stageDurationDaysP90,
  stageDurationDaysKm,
  salesVelocity,
  slippageRate,
  quotaAttainment,
  leadToCustomerRate,
  forecastAccuracy,
  forecastAccuracyHubspot,
  forecastAccuracyGong,
  forecastAccuracyRatio,
  forecastBias,
];
