import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that Lightspeed published. */
export const lightspeedBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "Lightspeed 2023 Sales Benchmark",
      url: "https://lighthouse.lsvp.com/reports/2023-sales-benchmark-report",
      reportYear: 2023,
      grade: "A",
      n: 143,
      note: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "lightspeed-2023-rep-quota-attainment-share-all-share",
        metric: "rep_quota_attainment_share",
        definition: "share of reps at or above quota, H1",
        segment: { by: "all" },
        stat: "share",
        value: 0.33,
        dataYear: 2023,
      },
      {
        id: "lightspeed-2023-grr-all-industry-standard",
        metric: "grr",
        definition: null,
        segment: { by: "all" },
        stat: "industry_standard",
        value: 0.9,
        dataYear: null,
      },
      {
        id: "lightspeed-2023-nrr-all-industry-standard",
        metric: "nrr",
        definition: null,
        segment: { by: "all" },
        stat: "industry_standard",
        value: 1.1,
        dataYear: null,
      },
    ],
  ),
];
