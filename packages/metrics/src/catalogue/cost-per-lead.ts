import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Cost per lead: all spend of the period over the leads created in it.
 *
 * Null without leads. `cost_per_lead.platform` divides by the leads that the ad platforms report.
 *
 * Rows: spend 12,000, 80 leads: 150.
 */
export const costPerLead: MetricDefinition = defineMetric({
  id: "cost_per_lead",
  version: 1,
  label: "Cost per lead",
  question: "What does a lead cost?",
  formula: "spend / leads",
  unit: "currency",
  direction: "down",
  expression: { kind: "formula", text: "spend / leads" },
});
