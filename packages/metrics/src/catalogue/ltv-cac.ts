import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * LTV to CAC: what a customer is worth over what it cost to win one.
 *
 * 3 is a rule of thumb, no more. Null where either is.
 *
 * Rows: LTV 4,000, CAC 1,000: 4.
 */
export const ltvCac: MetricDefinition = defineMetric({
  id: "ltv_cac",
  version: 1,
  label: "LTV to CAC",
  question: "Does a customer earn more than it costs?",
  formula: "ltv / cac",
  unit: "ratio",
  direction: "up",
  settings: ["margin.gross", "cac.lagMonths", "churn.denominator"],
  expression: { kind: "formula", text: "ltv / cac" },
});
