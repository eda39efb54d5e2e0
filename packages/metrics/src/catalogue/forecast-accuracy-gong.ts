import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Forecast accuracy as Gong states it: F / A; 1 is exact, more is too high.
 *
 * Scored are frozen forecasts of `--where metric=...` (mrr if none is named) at the lag `forecast.lag`, by the period that they
 * were for, against the latest actual known at the query's as-of. `method` (naive, model, plan, override, consensus) and `label`
 * split and filter; without either the naive benchmark is left out. Null where nothing was frozen, or the denominator is 0.
 *
 * Rows: actual 100, frozen 120: 1.2.
 *
 * @see Gong, Forecast accuracy (help centre)
 */
export const forecastAccuracyGong: MetricDefinition = defineMetric({
  id: "forecast_accuracy.gong",
  version: 1,
  label: "Forecast accuracy (Gong)",
  question: "How good were our forecasts?",
  formula: "F / A, of the totals; F frozen at forecast.lag, A the latest known",
  unit: "fraction",
  direction: "neutral",
  settings: ["forecast.lag"],
  source: "Gong, Forecast accuracy (help centre)",
  expression: {
    kind: "formula",
    text: "forecast / max(actual, 0)",
    inputs: {
      actual: { kind: "total", measure: { kind: "forecast_record", of: "actual" } },
      forecast: { kind: "total", measure: { kind: "forecast_record", of: "forecast" } },
    },
  },
});
