import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Customer lifetime value, simple: what a customer pays a month, times gross margin, times the expected lifetime 1 / churn.
 *
 * Both per month, whatever the grain. Null where nobody left, since the lifetime is then unknown, not infinite. Gross margin is the
 * setting `margin.gross`; at its default of 1 the result is revenue, not margin.
 *
 * `ltv.simple` is another name of it, beside `ltv.expansion` and `ltv.km`.
 *
 * Rows: ARPA 100, margin 0.8, monthly churn 2 %: 4,000.
 *
 * @see Skok, "SaaS Metrics 2.0" (For Entrepreneurs)
 */
export const ltv: MetricDefinition = defineMetric({
  id: "ltv",
  version: 1,
  label: "LTV",
  question: "What is a customer worth?",
  formula: "arpa * margin.gross / monthly logo churn",
  unit: "currency",
  direction: "up",
  settings: ["margin.gross", "churn.denominator"],
  expression: {
    kind: "formula",
    text: "(arpa * margin * months) / logo_churn_rate",
    inputs: { margin: { kind: "setting", key: "margin.gross" } },
  },
  family: {
    pattern: "simple",
    of: (variant) =>
      variant === "simple" ? { ...ltv, id: "ltv.simple", label: "LTV, simple", definedAs: "ltv" } : null,
  },
  source: "Skok, SaaS Metrics 2.0",
});
