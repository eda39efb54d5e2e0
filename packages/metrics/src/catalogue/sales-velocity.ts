import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

const worked = { kind: "deal_count", of: "worked" } as const;

/**
 * Sales velocity: opportunities x win rate x average won amount / sales cycle, money per day.
 *
 * `velocity.deals` says which opportunities: those worked, open at some moment of the period (default), those created in it, or
 * those open when it ends. Win rate by count, average deal size and the median cycle are those of the deals that closed in the
 * period. Null where one of them is, and for a cycle of 0 days.
 *
 * Rows: 100 worked, win rate 0.2, 5,000 a deal, 40 days: 2,500 a day.
 */
export const salesVelocity: MetricDefinition = defineMetric({
  id: "sales_velocity",
  version: 1,
  label: "Sales velocity",
  question: "How much does our pipeline earn a day?",
  formula: "opportunities x win_rate x average_deal_size / sales_cycle_days",
  unit: "currency",
  direction: "up",
  settings: ["velocity.deals", "salesCycle.start"],
  expression: {
    kind: "formula",
    text: "deals * win_rate * average_deal_size / sales_cycle_days",
    inputs: {
      deals: {
        kind: "choice",
        setting: "velocity.deals",
        of: {
          worked: { kind: "total", measure: worked },
          created: {
            kind: "total",
            measure: { kind: "flow", fact: "opportunities", date: "created_at", aggregate: { count: true } },
          },
          open: { kind: "total", measure: { ...worked, of: "open" } },
        },
      },
    },
  },
});
