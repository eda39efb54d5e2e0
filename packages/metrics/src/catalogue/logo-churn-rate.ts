import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Logo churn rate: customers at the beginning of the period who are none at its end / customers at its beginning.
 *
 * Customers won during the period count in neither. Null where there were no customers at the beginning.
 *
 * Rows: 40 customers at the beginning, 2 of them at MRR 0 at the end: 0.05.
 *
 * @see ChartMogul, "Customer churn rate" (the standard form); Shopify's daily form differs
 */
export const logoChurnRate: MetricDefinition = defineMetric({
  id: "logo_churn_rate",
  version: 1,
  label: "Logo churn rate",
  question: "Which share of our customers left?",
  formula: "customers at t0 with MRR 0 at t1 / customers at t0",
  unit: "fraction",
  direction: "down",
  expression: {
    kind: "ratio",
    numerator: { kind: "retention", of: "churned_customers", window: "period" },
    denominator: { kind: "retention", of: "opening_customers", window: "period" },
  },
  source: "ChartMogul, Customer churn rate",
});
