import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { winRateWithin } from "./win-rate-cohort.ts";

const closed = {
  kind: "flow",
  fact: "opportunities",
  date: "closed_at",
  aggregate: { count: true },
} as const;

/**
 * Win rate by count: won / (won + lost), by the day on which the opportunity closed.
 *
 * Open opportunities count in neither, so deals that are never closed flatter it. Null where nothing closed.
 *
 * Rows: closed in January: 12 won, 28 lost, 9 still open: 12 / 40 = 0.3.
 *
 * @see Funnelcast, "Win rates" (on what open deals do to it)
 */
export const winRate: MetricDefinition = defineMetric({
  id: "win_rate",
  version: 1,
  label: "Win rate",
  question: "Which share of decided deals did we win?",
  formula: "won / (won + lost), by closed_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "ratio",
    numerator: { ...closed, filter: { column: "outcome", in: ["won"] } },
    denominator: { ...closed, filter: { column: "outcome", in: ["won", "lost"] } },
  },
  family: winRateWithin,
});
