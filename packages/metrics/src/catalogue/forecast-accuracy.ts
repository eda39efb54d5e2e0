import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Forecast accuracy: 1 - WAPE, the share of the actual values that frozen forecasts did not miss.
 *
 * Scored are frozen forecasts of `--where metric=...` (mrr if none is named) at the lag `forecast.lag`, by the period that they
 * were for, against the latest actual known at the query's as-of. `method` (naive, model, plan, override, consensus) and `label`
 * split and filter; without either the naive benchmark is left out. Null where nothing was frozen, or the denominator is 0.
 *
 * Rows: actual 100 and 100, frozen 120 and 90: 1 - 30 / 200 = 0.85.
 *
 * @see Kolassa and Schuetz (2007), Foresight 6
 */
export const forecastAccuracy: MetricDefinition = defineMetric({
  id: "forecast_accuracy",
  version: 1,
  label: "Forecast accuracy",
  question: "How good were our forecasts?",
  formula:
    "1 - WAPE = (sum of |A| - sum of |A - F|) / sum of |A|; F frozen at forecast.lag, A the latest known",
  unit: "fraction",
  direction: "up",
  settings: ["forecast.lag"],
  source: "Kolassa and Schuetz (2007), Foresight 6",
  expression: {
    kind: "formula",
    text: "(actual - error) / actual",
    inputs: {
      error: { kind: "total", measure: { kind: "forecast_record", of: "absolute_error" } },
      actual: { kind: "total", measure: { kind: "forecast_record", of: "absolute_actual" } },
    },
  },
});
