import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/**
 * Forecast bias: the sum of the errors, actual - forecast, over the sum of the actual values; positive: forecasts were too low.
 *
 * Scored are frozen forecasts of `--where metric=...` (mrr if none is named) at the lag `forecast.lag`, by the period that they
 * were for, against the latest actual known at the query's as-of. `method` (naive, model, plan, override, consensus) and `label`
 * split and filter; without either the naive benchmark is left out. Null where nothing was frozen, or the denominator is 0.
 *
 * Rows: actual 100 and 100, frozen 120 and 90: -10 / 200 = -0.05.
 */
export const forecastBias: MetricDefinition = defineMetric({
  id: "forecast_bias",
  version: 1,
  label: "Forecast bias",
  question: "Were our forecasts too high or too low?",
  formula: "sum of (A - F) / sum of |A|; F frozen at forecast.lag, A the latest known",
  unit: "fraction",
  direction: "neutral",
  settings: ["forecast.lag"],
  expression: {
    kind: "formula",
    text: "error / actual",
    inputs: {
      error: { kind: "total", measure: { kind: "forecast_record", of: "error" } },
      actual: { kind: "total", measure: { kind: "forecast_record", of: "absolute_actual" } },
    },
  },
});
