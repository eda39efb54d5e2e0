import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Customer lifetime value with expansion: ARPA x GM / c + m x GM / c^2.
 *
 * c is monthly logo churn, no lower than 1 / `ltv.capMonths`, since the sum diverges where customers grow faster than they leave;
 * m is the monthly growth of what an account pays, expansion less contraction over the customers at the start. Null without
 * customers.
 *
 * Rows: ARPA 100, margin 0.8, churn 2 %, growth 1 a month: 4,000 + 2,000 = 6,000.
 *
 * @see Skok, "What's your true customer lifetime value?" (For Entrepreneurs)
 */
export const ltvExpansion: MetricDefinition = defineMetric({
  id: "ltv.expansion",
  version: 1,
  label: "LTV with expansion",
  question: "What is a customer worth, growth included?",
  formula: "arpa * gm / c + m * gm / c^2, c = max(monthly churn, 1 / ltv.capMonths)",
  unit: "currency",
  direction: "up",
  settings: ["margin.gross", "ltv.capMonths", "churn.denominator"],
  expression: {
    kind: "formula",
    text: "margin * arpa / max(logo_churn_rate / months, 1 / cap) + margin * (expansion_mrr + contraction_mrr) / opening / months / max(logo_churn_rate / months, 1 / cap) ^ 2",
    inputs: {
      margin: { kind: "setting", key: "margin.gross" },
      cap: { kind: "setting", key: "ltv.capMonths" },
      opening: {
        kind: "total",
        measure: { kind: "retention", of: "opening_customers", window: "period" },
      },
    },
  },
  source: "Skok, What is your true customer lifetime value?",
});
