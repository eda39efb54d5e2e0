import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Bookings: amounts of won opportunities by the day on which they closed.
 *
 * Negative amounts (credits, cancellations) reduce it; a missing amount adds nothing.
 *
 * Rows: won 100 on 4 Jan, won -20 on 9 Jan, lost 50: January 80.
 */
export const bookings: MetricDefinition = defineMetric({
  id: "bookings",
  version: 1,
  label: "Bookings",
  question: "How much did we sell?",
  formula: "sum of amount of won opportunities by closed_at",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "total",
    measure: {
      kind: "flow",
      fact: "opportunities",
      date: "closed_at",
      aggregate: { sum: "amount" },
      filter: { column: "outcome", in: ["won"] },
    },
  },
});
