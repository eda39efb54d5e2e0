import { economicsExamples } from "./economics.ts";
import type { ExampleGroup } from "./example.ts";
import { forecastExamples } from "./forecasts.ts";
import { attributionExamples, leadExamples } from "./marketing.ts";
import { pipelineExamples } from "./pipeline.ts";
import { retentionExamples, revenueExamples } from "./revenue.ts";

/** Every metric once, in the groups of docs/metrics. */
export const exampleGroups: readonly ExampleGroup[] = [
  revenueExamples,
  retentionExamples,
  economicsExamples,
  pipelineExamples,
  leadExamples,
  attributionExamples,
  forecastExamples,
];
