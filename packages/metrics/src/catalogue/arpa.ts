import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Average revenue per account: MRR / paying customers, both just before the period ends.
 *
 * A ratio of sums for every segment, never a mean of ratios; null without customers.
 *
 * Rows: MRR 170 from 2 customers: 85.
 */
export const arpa: MetricDefinition = defineMetric({
  id: "arpa",
  version: 1,
  label: "ARPA",
  question: "What does a customer pay per month on average?",
  formula: "mrr / customers",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "balance", of: "mrr" },
    denominator: { kind: "balance", of: "customers" },
  },
  settings: mrrSettings,
});
