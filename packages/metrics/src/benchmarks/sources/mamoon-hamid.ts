import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that Mamoon Hamid published. */
export const mamoonHamidBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "Mamoon Hamid's rule of thumb (InsightSquared 2016)",
      url: "https://www.insightsquared.com/blog/benchmarking-quick-ratio-benchmarks-2016/",
      dataYear: null,
      reportYear: 2016,
      grade: "A",
      n: null,
      note: null,
      definition: null,
      sameDefinition: false,
      unit: "ratio",
    },
    [
      {
        id: "hamid-2016-quick-ratio-all-rule",
        metric: "quick_ratio",
        segment: { by: "all" },
        stat: "rule",
        value: 4,
      },
    ],
  ),
];
