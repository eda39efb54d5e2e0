import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Customer lifetime value by survival: ARPA x gross margin x the months that a customer is expected to pay.
 *
 * The months are the sum of S(k) / (1 + d)^(k / 12) over k = 0, 1 ... before `ltv.capMonths`, S being the Kaplan-Meier
 * estimate of the period: customers who still pay are censored, and those who came before it enter at the age that they
 * had. d is `ltv.discountRate` a year. Where nobody left S stays 1, so that the cap alone bounds the result. Null without
 * customers. The best default where there are twelve months or more of history; short periods make rough curves.
 *
 * Rows: ARPA 100, margin 0.8, cap 3 months; of 4 new customers one leaves after 31 days: S = 1, 1, 0.75: 80 x 2.75 = 220.
 *
 * @see Kaplan and Meier (1958), Journal of the American Statistical Association 53(282)
 */
export const ltvKm: MetricDefinition = defineMetric({
  id: "ltv.km",
  version: 1,
  label: "LTV (Kaplan-Meier)",
  question: "What is a customer worth, by how long customers really stay?",
  formula: "arpa * margin.gross * sum of S(k) / (1 + ltv.discountRate)^(k / 12), k = 0 ... ltv.capMonths - 1",
  unit: "currency",
  direction: "up",
  settings: ["margin.gross", "ltv.capMonths", "ltv.discountRate"],
  source: "Kaplan and Meier 1958",
  expression: {
    kind: "formula",
    text: "arpa * margin * lifetime",
    inputs: {
      margin: { kind: "setting", key: "margin.gross" },
      lifetime: { kind: "lifetime" },
    },
  },
});
