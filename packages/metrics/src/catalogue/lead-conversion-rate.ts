import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Lead conversion rate: of the leads created in the period, the share converted since (`converted_at`), whenever that was.
 *
 * A cohort: its rate may still rise, so young periods look worse than they will be. Null without leads.
 *
 * Rows: 40 leads created in May, 6 of them converted by today: 0.15.
 */
export const leadConversionRate: MetricDefinition = defineMetric({
  id: "lead_conversion_rate",
  version: 1,
  label: "Lead conversion rate",
  question: "Which share of new leads converts?",
  formula: "people created in the period with converted_at / people created in the period",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "flow", fact: "people", date: "created_at", aggregate: { countOf: "converted_at" } },
    denominator: { kind: "flow", fact: "people", date: "created_at", aggregate: { count: true } },
  },
});
