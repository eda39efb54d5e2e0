import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that SaaS Capital published. */
export const saasCapitalBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "SaaS Capital Research Brief 28 (companies with at least $1M ARR)",
      url: "https://www.saas-capital.com",
      dataYear: null,
      reportYear: 2023,
      grade: "B",
      n: 1500,
      note: "values certain, order of the bands assumed ascending: compare with the report before showing",
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "saas-capital-2023-nrr-acv-0-12k-median",
        metric: "nrr",
        segment: { by: "acv", min: 0, max: 12000, currency: "USD" },
        stat: "median",
        value: 1,
      },
      {
        id: "saas-capital-2023-nrr-acv-12k-25k-median",
        metric: "nrr",
        segment: { by: "acv", min: 12000, max: 25000, currency: "USD" },
        stat: "median",
        value: 1.02,
      },
      {
        id: "saas-capital-2023-nrr-acv-25k-50k-median",
        metric: "nrr",
        segment: { by: "acv", min: 25000, max: 50000, currency: "USD" },
        stat: "median",
        value: 1.03,
      },
      {
        id: "saas-capital-2023-nrr-acv-50k-100k-median",
        metric: "nrr",
        segment: { by: "acv", min: 50000, max: 100000, currency: "USD" },
        stat: "median",
        value: 1.05,
      },
      {
        id: "saas-capital-2023-nrr-acv-100k-250k-median",
        metric: "nrr",
        segment: { by: "acv", min: 100000, max: 250000, currency: "USD" },
        stat: "median",
        value: 1.07,
      },
      {
        id: "saas-capital-2023-nrr-acv-250k-up-median",
        metric: "nrr",
        segment: { by: "acv", min: 250000, max: null, currency: "USD" },
        stat: "median",
        value: 1.1,
      },
      {
        id: "saas-capital-2023-grr-acv-0-25k-median",
        metric: "grr",
        segment: { by: "acv", min: 0, max: 25000, currency: "USD" },
        stat: "median",
        value: 0.9,
      },
      {
        id: "saas-capital-2023-grr-acv-25k-50k-median",
        metric: "grr",
        segment: { by: "acv", min: 25000, max: 50000, currency: "USD" },
        stat: "median",
        value: 0.92,
      },
      {
        id: "saas-capital-2023-grr-acv-50k-up-median",
        metric: "grr",
        segment: { by: "acv", min: 50000, max: null, currency: "USD" },
        stat: "median",
        value: 0.93,
      },
    ],
  ),
  ...figuresOf(
    {
      source: "SaaS Capital 2025 Private B2B SaaS Growth (quoted by transformationequity.com)",
      url: "https://transformationequity.com/news-category/saas",
      dataYear: null,
      reportYear: 2025,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "saas-capital-2025-arr-growth-yoy-all-median",
        metric: "arr_growth_yoy",
        segment: { by: "all" },
        stat: "median",
        value: 0.25,
      },
    ],
  ),
];
