import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that Lighter Capital published. */
export const lighterCapitalBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "Lighter Capital 2025 B2B SaaS Startup Benchmarks",
      url: "https://www.lightercapital.com/blog/2025-b2b-saas-startup-benchmarks",
      dataYear: null,
      reportYear: 2025,
      grade: "A",
      n: 155,
      note: null,
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "lighter-capital-2025-revenue-growth-yoy-all-median",
        metric: "revenue_growth_yoy",
        segment: { by: "all" },
        stat: "median",
        value: 0.28,
      },
      {
        id: "lighter-capital-2025-revenue-growth-yoy-all-top-quartile",
        metric: "revenue_growth_yoy",
        segment: { by: "all" },
        stat: "top_quartile",
        value: 0.65,
      },
    ],
  ),
];
