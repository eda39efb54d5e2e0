import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that InsightSquared published. */
export const insightsquaredBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "InsightSquared 2016 (quoted by insivia.com)",
      url: "https://www.insivia.com/quoter/the-average-quick-ratio-of-fastest-growing-saas-companies-those-with-a-cagr-of-over-50-is-3-9-generating-3-9-in-revenue-for-every-1-lost-to-revenue-churn-2/",
      dataYear: null,
      reportYear: 2016,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: null,
      sameDefinition: false,
      unit: "ratio",
    },
    [
      {
        id: "insightsquared-2016-quick-ratio-growth-cagr-50-mean",
        metric: "quick_ratio",
        segment: { by: "growth", value: "CAGR>50%" },
        stat: "mean",
        value: 3.9,
      },
    ],
  ),
];
