import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { movementSettings } from "./revenue-settings.ts";

/**
 * New customers: accounts that pay at the end of the period, did not at its beginning, and never paid before.
 *
 * With `movements.form` events, accounts that first paid on any day of the period, even if they have left since.
 *
 * Rows: A never paid and pays 100 at the end of May: 1 in May.
 */
export const newCustomers: MetricDefinition = defineMetric({
  id: "new_customers",
  version: 1,
  label: "New customers",
  question: "How many customers did we win?",
  formula: "accounts with p = 0, c > 0, never > 0 before",
  unit: "count",
  direction: "up",
  expression: { kind: "total", measure: { kind: "movement", of: "new", count: "accounts" } },
  settings: movementSettings,
});
