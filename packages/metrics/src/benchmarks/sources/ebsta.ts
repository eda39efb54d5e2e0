import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that Ebsta published. */
export const ebstaBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "Ebsta 2024 Sales Benchmark (quoted by thenotsosecretcro.com)",
      url: "https://thenotsosecretcro.com/2024/05/29/3-things-your-top-performers-do-differently",
      dataYear: null,
      reportYear: 2024,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: "share of reps at or above quota",
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "ebsta-2024-rep-quota-attainment-share-all-share",
        metric: "rep_quota_attainment_share",
        segment: { by: "all" },
        stat: "share",
        value: 0.31,
      },
    ],
  ),
];
