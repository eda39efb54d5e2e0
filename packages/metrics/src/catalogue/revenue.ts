import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Revenue: what was invoiced in the period, without tax, by the day of issue.
 *
 * Credit notes and refunds, invoices with a negative amount, lower it; they never touch MRR. Amounts in a foreign
 * currency are at the rate of their day. Not recognised revenue: an annual invoice counts whole on its day.
 *
 * Rows: 119 with 19 tax on 4 May, -50 on 20 May: 50.
 */
export const revenue: MetricDefinition = defineMetric({
  id: "revenue",
  version: 1,
  label: "Revenue",
  question: "How much did we invoice?",
  formula: "sum of invoices.amount - invoices.tax by issued_at",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "formula",
    text: "invoiced - tax",
    inputs: {
      invoiced: {
        kind: "total",
        measure: { kind: "flow", fact: "invoices", date: "issued_at", aggregate: { sum: "amount" } },
      },
      tax: {
        kind: "total",
        measure: { kind: "flow", fact: "invoices", date: "issued_at", aggregate: { sum: "tax" } },
      },
    },
  },
});
