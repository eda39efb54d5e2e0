import { byModel, credited } from "./by-model.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Marketing ROI: attributed gross profit less spend, over spend.
 *
 * Gross profit is attributed revenue times the setting `margin.gross`; at its default of 1 the result is about revenue, not margin. Dates,
 * splits and variants are those of `roas`. Null without spend.
 *
 * Rows: search credited with 1,200, margin 0.5, spend 400: (600 - 400) / 400 = 0.5.
 */
export const marketingRoi: MetricDefinition = byModel(
  {
    id: "marketing_roi",
    version: 1,
    label: "Marketing ROI",
    question: "What did marketing earn beyond its cost?",
    formula: "(attributed_revenue by closed_at * margin.gross - spend by date) / spend by date",
    unit: "fraction",
    direction: "up",
    settings: ["margin.gross"],
  },
  (model) => ({
    kind: "formula",
    text: "(revenue * margin - spend) / spend",
    inputs: {
      revenue: { kind: "total", measure: credited("revenue", model) },
      margin: { kind: "setting", key: "margin.gross" },
      spend: { kind: "total", measure: { kind: "touch_spend" } },
    },
  }),
);
