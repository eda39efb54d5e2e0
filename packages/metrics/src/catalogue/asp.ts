import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Average sale price: new MRR / new customers of the period.
 *
 * Returning customers count in neither. Null without new customers.
 *
 * Rows: three new customers with 50, 70 and 120: 80.
 *
 * @see ChartMogul, "Average sale price (ASP)"
 */
export const asp: MetricDefinition = defineMetric({
  id: "asp",
  version: 1,
  label: "Average sale price",
  question: "At what monthly price do we win a customer?",
  formula: "new_mrr / new_customers",
  unit: "currency",
  direction: "up",
  expression: { kind: "formula", text: "new_mrr / new_customers" },
  settings: movementSettings,
  source: "ChartMogul, Average sale price",
});
