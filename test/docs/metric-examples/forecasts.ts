import { opportunities } from "./company.ts";
import type { ExampleGroup, MetricExample } from "./example.ts";

const february = (metric: string, byHand: readonly string[]): MetricExample => ({
  metric,
  rows: { opportunities },
  frozen: [{ issued: "2026-02-01", period: "2026-02-01", value: 7500 }],
  from: "2026-02-01",
  to: "2026-03-01",
  grain: "month",
  where: { metric: "bookings" },
  byHand: ["bookings of February were 6000, and 7500 had been forecast", ...byHand],
});

/** How good frozen forecasts were. */
export const forecastExamples: ExampleGroup = {
  title: "Forecasts",
  examples: [
    february("forecast_accuracy", ["1 - (7500 - 6000) / 6000 = 0.75"]),
    february("forecast_accuracy.hubspot", ["max(0, 1 - (7500 - 6000) / 6000) = 0.75"]),
    february("forecast_accuracy.gong", ["7500 / 6000 = 1.25"]),
    february("forecast_accuracy.ratio", ["6000 / 7500 = 0.8"]),
    february("forecast_bias", ["(6000 - 7500) / 6000 = -0.25"]),
  ],
};
