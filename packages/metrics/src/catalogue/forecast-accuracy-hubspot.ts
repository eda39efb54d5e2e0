import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Forecast accuracy as HubSpot states it: max(0, 1 - |A - F| / A). Of several forecasts the totals count, so errors may cancel.
 *
 * Scored are frozen forecasts of `--where metric=...` (mrr if none is named) at the lag `forecast.lag`, by the period that they
 * were for, against the latest actual known at the query's as-of. `method` (naive, model, plan, override, consensus) and `label`
 * split and filter; without either the naive benchmark is left out. Null where nothing was frozen, or the denominator is 0.
 *
 * Rows: actual 100, frozen 120: 0.8; frozen 250: 0.
 *
 * @see HubSpot, Forecast accuracy (knowledge base)
 */
export const forecastAccuracyHubspot: MetricDefinition = defineMetric({
  id: "forecast_accuracy.hubspot",
  version: 1,
  label: "Forecast accuracy (HubSpot)",
  question: "How good were our forecasts?",
  formula: "max(0, 1 - |A - F| / A), of the totals; F frozen at forecast.lag, A the latest known",
  unit: "fraction",
  direction: "up",
  settings: ["forecast.lag"],
  source: "HubSpot, Forecast accuracy (knowledge base)",
  expression: {
    kind: "formula",
    text: "max(0, (actual - max(actual - forecast, forecast - actual)) / max(actual, 0))",
    inputs: {
      actual: { kind: "total", measure: { kind: "forecast_record", of: "actual" } },
      forecast: { kind: "total", measure: { kind: "forecast_record", of: "forecast" } },
    },
  },
});
