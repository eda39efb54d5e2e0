import type { Expression } from "./definition.ts";
import type { SurvivalMeasure } from "./sales-measure.ts";
import { wonCycleDays } from "./won-cycle-days.ts";

const touched = {
  kind: "survival",
  subject: "sales_cycle",
  start: "first_touch",
  of: "ended",
} as const satisfies SurvivalMeasure;

/** A statistic of the days that won opportunities took, from where the setting `salesCycle.start` lets them begin. */
export function salesCycle(statistic: "mean" | { readonly quantile: number }): Expression {
  return {
    kind: "choice",
    setting: "salesCycle.start",
    of: {
      created: { kind: "distribution", measure: wonCycleDays, statistic },
      first_touch: { kind: "distribution", measure: touched, statistic },
    },
  };
}
