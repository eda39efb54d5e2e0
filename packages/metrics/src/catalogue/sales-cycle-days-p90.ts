import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";
import { salesCycle } from "./sales-cycle.ts";

/**
 * Sales cycle, 90th percentile: calendar days from `created_at` to `closed_at` of won opportunities, by the day on which they
 * closed.
 *
 * `salesCycle.start` = first_touch counts from the first touch of the account or person instead, where that is earlier.
 * Opportunities without either date are left out; percentiles are type 7 (Hyndman and Fan 1996), as in R and Excel. Null where nothing was won.
 * Closed deals only, so it is biased short while slow deals are still open.
 *
 * Rows: won after 10, 20 and 60 days: 52.
 *
 * @see Hyndman and Fan (1996), The American Statistician 50(4), definition 7
 */
export const salesCycleDaysP90: MetricDefinition = defineMetric({
  id: "sales_cycle_days.p90",
  version: 1,
  label: "Sales cycle, 90th percentile",
  question: "How long do the slowest tenth of won deals take?",
  formula: "90th percentile of days from created_at to closed_at, won opportunities by closed_at",
  unit: "days",
  direction: "down",
  settings: ["salesCycle.start"],
  expression: salesCycle({ quantile: 0.9 }),
  source: "Hyndman and Fan 1996, definition 7",
});
