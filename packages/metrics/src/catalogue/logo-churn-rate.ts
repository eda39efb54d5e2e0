import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { churnSettings } from "./revenue-settings.ts";

/**
 * Logo churn rate: customers at the beginning of the period who are none at its end / customers at its beginning.
 *
 * Customers won during the period count in neither. Null where there were no customers at the beginning. By
 * `churn.denominator` also
 *
 * - `start_plus_new`: `churned_customers` / (customers at the beginning + `new_customers`);
 * - `daily`: the sum over days of customers lost / customers at the day's beginning; null without any customer.
 *
 * Rows: 40 customers at the beginning, 2 of them at MRR 0 at the end: 0.05. With 10 new ones: 2 / 50 = 0.04. Daily, one
 * lost of 40 and another, ten days later, of 48: 1/40 + 1/48 = 0.0458.
 *
 * @see ChartMogul, "Customer churn rate" (the standard form); Stripe, "Billing analytics glossary" (with new customers);
 *   Shopify's app analytics (daily)
 */
export const logoChurnRate: MetricDefinition = defineMetric({
  id: "logo_churn_rate",
  version: 1,
  label: "Logo churn rate",
  question: "Which share of our customers left?",
  formula: "customers at t0 with MRR 0 at t1 / customers at t0",
  unit: "fraction",
  direction: "down",
  expression: {
    kind: "choice",
    setting: "churn.denominator",
    of: {
      start: {
        kind: "ratio",
        numerator: { kind: "retention", of: "churned_customers", window: "period" },
        denominator: { kind: "retention", of: "opening_customers", window: "period" },
      },
      start_plus_new: {
        kind: "formula",
        text: "churned_customers / (opening + new_customers)",
        inputs: {
          opening: {
            kind: "total",
            measure: { kind: "retention", of: "opening_customers", window: "period" },
          },
        },
      },
      daily: {
        kind: "formula",
        // The quotient is 1, and undefined without any customer.
        text: "lost * ((opening + new_customers) / (opening + new_customers))",
        inputs: {
          lost: { kind: "daily_rate", measure: { kind: "daily_churn" } },
          opening: {
            kind: "total",
            measure: { kind: "retention", of: "opening_customers", window: "period" },
          },
        },
      },
    },
  },
  settings: churnSettings,
  source: "ChartMogul, Customer churn rate",
});
