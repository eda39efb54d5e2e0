import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Paying customers just before the period ends: accounts whose total MRR is above 0.
 *
 * An account with two subscriptions is one customer; an account on trial is none. Split by a column of the subscription
 * (`plan`), an account counts once in each value, so the parts may exceed the total.
 *
 * Rows: A 100, B trial, C 50 and C 20: customers 2.
 */
export const customers: MetricDefinition = defineMetric({
  id: "customers",
  version: 1,
  label: "Customers",
  question: "How many accounts pay us?",
  formula: "accounts with MRR above 0 just before the period ends",
  unit: "count",
  direction: "up",
  expression: { kind: "total", measure: { kind: "balance", of: "customers" } },
  settings: mrrSettings,
});
