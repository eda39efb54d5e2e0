import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { churnSettings } from "./revenue-settings.ts";

/**
 * Customer lifetime: how many months a customer stays on average if customers keep leaving at this period's rate.
 *
 * Null where nobody left: without a loss the rate says nothing of the end.
 *
 * Rows: 2 of 40 customers left in a month: 1 / 0.05 = 20 months; 6 of 40 in a quarter: 3 / 0.15 = 20 months.
 */
export const customerLifetimeMonths: MetricDefinition = defineMetric({
  id: "customer_lifetime_months",
  version: 1,
  label: "Customer lifetime",
  question: "How long does a customer stay?",
  formula: "months in the period / logo_churn_rate",
  unit: "months",
  direction: "up",
  expression: { kind: "formula", text: "months / logo_churn_rate" },
  settings: churnSettings,
});
