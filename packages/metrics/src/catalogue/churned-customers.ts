import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * Churned customers: accounts that paid at the beginning of the period and do not at its end.
 *
 * With `movements.form` events, losses on any day of the period: an account that leaves twice counts twice.
 *
 * Rows: A paid 100 at the end of May and nothing at the end of June: 1 in June.
 */
export const churnedCustomers: MetricDefinition = defineMetric({
  id: "churned_customers",
  version: 1,
  label: "Churned customers",
  question: "How many customers did we lose?",
  formula: "accounts with p > 0, c = 0",
  unit: "count",
  direction: "down",
  expression: { kind: "total", measure: { kind: "movement", of: "churned", count: "accounts" } },
  settings: movementSettings,
});
