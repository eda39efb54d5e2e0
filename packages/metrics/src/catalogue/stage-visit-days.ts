import type { SurvivalMeasure } from "./sales-measure.ts";

/** How many visits of stages took how many days, by the day on which they ended. */
export const stageVisitDays: SurvivalMeasure = {
  kind: "survival",
  subject: "stage_visit",
  start: "created",
  of: "ended",
};
