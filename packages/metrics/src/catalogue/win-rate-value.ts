import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Win rate by value: amount won / (amount won + amount lost), by the day on which the opportunity closed.
 *
 * Many systems set the amount of a lost deal to 0: such a deal counts with the last amount above or below 0 that its
 * history has, and with nothing where it has none. Null where nothing with an amount closed.
 *
 * Where lost deals have neither an amount nor a history, the rate comes out too high, up to 1: read it beside `win_rate`.
 *
 * Rows: won 300; lost 0, before that 100: 300 / 400 = 0.75.
 */
export const winRateValue: MetricDefinition = defineMetric({
  id: "win_rate.value",
  version: 1,
  label: "Win rate by value",
  question: "Which share of the value decided did we win?",
  formula: "won amount / (won amount + last amount of lost), by closed_at",
  unit: "fraction",
  direction: "up",
  expression: {
    kind: "formula",
    text: "won / (won + lost)",
    inputs: {
      won: { kind: "total", measure: { kind: "deal_value", of: "won" } },
      lost: { kind: "total", measure: { kind: "deal_value", of: "lost" } },
    },
  },
});
