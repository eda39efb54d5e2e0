import { byModel, credited } from "./by-model.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Attributed conversions: won opportunities, credited to the touches before the close, by the day of the close.
 *
 * Every won opportunity is one conversion, whatever its type; shares of them are exact. Which touches count, dimensions and models
 * are those of `attributed_revenue`. Rows of any model add up to the won opportunities, exactly.
 *
 * Rows: one deal after touches search, mail: search 0.5, mail 0.5.
 */
export const attributedConversions: MetricDefinition = byModel(
  {
    id: "attributed_conversions",
    version: 1,
    label: "Attributed conversions",
    question: "Which channels did the won opportunities come through?",
    formula: "credits of touches for won opportunities by closed_at",
    unit: "count",
    direction: "up",
  },
  (model) => ({ kind: "total", measure: credited("conversions", model) }),
);
