import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Actual to forecast: A / F; 1 is exact, less was forecast too high.
 *
 * Scored are frozen forecasts of `--where metric=...` (mrr if none is named) at the lag `forecast.lag`, by the period that they
 * were for, against the latest actual known at the query's as-of. `method` (naive, model, plan, override, consensus) and `label`
 * split and filter; without either the naive benchmark is left out. Null where nothing was frozen, or the denominator is 0.
 *
 * Rows: actual 100, frozen 120: 0.8333.
 */
export const forecastAccuracyRatio: MetricDefinition = defineMetric({
  id: "forecast_accuracy.ratio",
  version: 1,
  label: "Actual to forecast",
  question: "How good were our forecasts?",
  formula: "A / F, of the totals; F frozen at forecast.lag, A the latest known",
  unit: "fraction",
  direction: "neutral",
  settings: ["forecast.lag"],
  expression: {
    kind: "formula",
    text: "actual / max(forecast, 0)",
    inputs: {
      actual: { kind: "total", measure: { kind: "forecast_record", of: "actual" } },
      forecast: { kind: "total", measure: { kind: "forecast_record", of: "forecast" } },
    },
  },
});
