import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * CAC payback: months of gross margin on the new MRR that repay the spend of the period.
 *
 * Aggregate over aggregate: per-customer CAC over total new MRR would be a mistake of dimensions. Null without new MRR.
 *
 * Rows: spend 60,000, new MRR 6,250, margin 0.8: 12 months.
 */
export const cacPaybackMonths: MetricDefinition = defineMetric({
  id: "cac_payback_months",
  version: 1,
  label: "CAC payback",
  question: "After how many months has a new customer paid its cost back?",
  formula: "spend / (new_mrr * margin.gross)",
  unit: "months",
  direction: "down",
  settings: ["cac.lagMonths", "margin.gross"],
  expression: {
    kind: "formula",
    text: "prev(spend, lag / months) / (new_mrr * margin)",
    inputs: {
      lag: { kind: "setting", key: "cac.lagMonths" },
      margin: { kind: "setting", key: "margin.gross" },
    },
  },
});
