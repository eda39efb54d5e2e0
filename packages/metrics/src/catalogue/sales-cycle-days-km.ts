import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

const survival = { kind: "survival", quantile: 0.5 } as const;
const cycle = { subject: "sales_cycle" } as const;

/**
 * Sales cycle, Kaplan-Meier: the median of the days to winning, with lost and open deals censored: the age by which half of
 * the deals would be won if none were lost.
 *
 * A life table of the period: a deal is at risk of being won from the age that it has when the period begins (0 if it is
 * created inside), until it closes or the period ends. Over all of history in one period it is the ordinary estimate. Null
 * where survival never falls to a half; a young period with few deals at low ages falls early, so read it with its counts.
 *
 * Rows: won after 10 days, lost after 20, won after 30, open for 40: S = 3/4 from 10, 3/8 from 30: 30.
 *
 * @see Kaplan and Meier (1958), Journal of the American Statistical Association 53(282)
 */
export const salesCycleDaysKm: MetricDefinition = defineMetric({
  id: "sales_cycle_days.km",
  version: 1,
  label: "Sales cycle (Kaplan-Meier)",
  question: "How long does it take to win a deal, those that are still open considered?",
  formula: "first age at which the Kaplan-Meier survival of not being won is 0.5 or less",
  unit: "days",
  direction: "down",
  settings: ["salesCycle.start"],
  source: "Kaplan and Meier 1958",
  expression: {
    kind: "choice",
    setting: "salesCycle.start",
    of: {
      created: { ...survival, measure: { ...cycle, start: "created" } },
      first_touch: { ...survival, measure: { ...cycle, start: "first_touch" } },
    },
  },
});
