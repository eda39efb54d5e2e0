import type { DayHistogram } from "./measure.ts";

/** How many won opportunities took how many days, by the day on which they closed. */
export const wonCycleDays: DayHistogram = {
  kind: "day_histogram",
  fact: "opportunities",
  date: "closed_at",
  from: "created_at",
  to: "closed_at",
  filter: { column: "outcome", in: ["won"] },
};
