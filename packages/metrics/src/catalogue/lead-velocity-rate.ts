import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Lead velocity rate: growth of marketing-qualified leads from one period to the next.
 *
 * Null where the period before had none.
 *
 * Rows: 200 MQLs in April, 230 in May: 0.15.
 *
 * @see Lemkin, "Lead Velocity Rate" (SaaStr)
 */
export const leadVelocityRate: MetricDefinition = defineMetric({
  id: "lead_velocity_rate",
  version: 1,
  label: "Lead velocity rate",
  question: "How fast does the supply of qualified leads grow?",
  formula: "mqls / mqls of the previous period - 1",
  unit: "fraction",
  direction: "up",
  expression: { kind: "formula", text: "mqls / prev(mqls) - 1" },
  source: "Lemkin, Lead Velocity Rate (SaaStr)",
});
