import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { mrrSettings } from "./revenue-settings.ts";

/**
 * Average revenue per user: MRR / users, both just before the period ends.
 *
 * Users are the `quantity` of each paying subscription, its seats, and one for a subscription that says none. Where no
 * subscription says any, it is revenue per subscription; per account is `arpa`. A ratio of sums for every segment; null
 * without users.
 *
 * Rows: A 100 for 4 seats, B 20 without a quantity: 120 / 5 = 24.
 *
 * @see Baremetrics, "Average revenue per user"
 */
export const arpu: MetricDefinition = defineMetric({
  id: "arpu",
  version: 1,
  label: "ARPU",
  question: "What does a user pay per month on average?",
  formula: "mrr / seats of paying subscriptions, one where a subscription says none",
  unit: "currency",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { kind: "balance", of: "mrr" },
    denominator: { kind: "balance", of: "users" },
  },
  settings: mrrSettings,
});
