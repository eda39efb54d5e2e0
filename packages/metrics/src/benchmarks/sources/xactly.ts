import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that Xactly published. */
export const xactlyBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "Xactly 2024 Sales Forecasting Benchmark (quoted by two independent pages)",
      url: "https://andrewdevlin.co/insights/forecast-you-can-bank-on",
      dataYear: null,
      reportYear: 2024,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: "share of sales organisations whose forecast landed within 5%",
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "xactly-2024-forecast-within-5pct-all-share",
        metric: "forecast_within_5pct",
        segment: { by: "all" },
        stat: "share",
        value: 0.2,
      },
    ],
  ),
  ...figuresOf(
    {
      source: "Xactly 2024 (quoted by three pages)",
      url: "https://andrewdevlin.co/insights/forecast-you-can-bank-on",
      dataYear: null,
      reportYear: 2024,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: "share of sales organisations that missed at least one quarterly forecast",
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "xactly-2024-missed-a-quarterly-forecast-all-share",
        metric: "missed_a_quarterly_forecast",
        segment: { by: "all" },
        stat: "share",
        value: 0.8,
      },
    ],
  ),
];
