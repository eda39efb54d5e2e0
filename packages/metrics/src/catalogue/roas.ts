import { byModel, credited } from "./by-model.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Return on ad spend: attributed revenue over spend; below the inverse of the gross margin it loses money.
 *
 * Revenue counts by the day of the close, spend of every kind by its own date, so campaigns look worse while their deals are open. Split
 * by channel, source, campaign or medium (spend has no medium: all of it is unallocated); null is revenue without a touch over spend
 * without that value. Variants name the model, as of `attributed_revenue`. Null without spend.
 *
 * Rows: search credited with 1,200, spend 400: 3.
 */
export const roas: MetricDefinition = byModel(
  {
    id: "roas",
    version: 1,
    label: "ROAS",
    question: "How much revenue did a unit of spend bring?",
    formula: "attributed_revenue by closed_at / spend by date",
    unit: "ratio",
    direction: "up",
  },
  (model) => ({
    kind: "ratio",
    numerator: credited("revenue", model),
    denominator: { kind: "touch_spend" },
  }),
);
