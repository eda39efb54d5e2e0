import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that ChartMogul published. */
export const chartmogulBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "ChartMogul SaaS Benchmarks Report 2023",
      url: "https://chartmogul.com/reports/saas-benchmarks-report/2023/",
      dataYear: 2022,
      reportYear: 2023,
      grade: "A",
      n: 2100,
      note: null,
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "chartmogul-2023-arr-growth-yoy-arr-1m-30m-top-quartile",
        metric: "arr_growth_yoy",
        segment: { by: "arr", min: 1000000, max: 30000000, currency: "USD" },
        stat: "top_quartile",
        value: 0.621,
      },
      {
        id: "chartmogul-2023-expansion-share-of-new-arr-all-reported",
        metric: "expansion_share_of_new_arr",
        segment: { by: "all" },
        stat: "reported",
        value: 0.323,
      },
    ],
  ),
  ...figuresOf(
    {
      source: "ChartMogul 2023 (quoted by finerva.com)",
      url: "https://finerva.com/news/saas-revenue-retention-rates-vary-according-to-business-stage-customer-type/",
      dataYear: null,
      reportYear: 2023,
      grade: "B",
      n: null,
      note: "quoted by another page: compare with the original before showing",
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "chartmogul-2023-nrr-arr-0-300k-best-in-class",
        metric: "nrr",
        segment: { by: "arr", min: 0, max: 300000, currency: "USD" },
        stat: "best_in_class",
        value: 0.95,
      },
      {
        id: "chartmogul-2023-nrr-arr-15m-30m-best-in-class",
        metric: "nrr",
        segment: { by: "arr", min: 15000000, max: 30000000, currency: "USD" },
        stat: "best_in_class",
        value: 1.1,
      },
      {
        id: "chartmogul-2023-nrr-arpa-0-25-best-in-class",
        metric: "nrr",
        segment: { by: "arpa", min: 0, max: 25, currency: "USD" },
        stat: "best_in_class",
        value: 0.82,
      },
      {
        id: "chartmogul-2023-nrr-arpa-1k-up-best-in-class",
        metric: "nrr",
        segment: { by: "arpa", min: 1000, max: null, currency: "USD" },
        stat: "best_in_class",
        value: 1.26,
      },
      {
        id: "chartmogul-2023-customer-retention-arpa-0-25-best-in-class",
        metric: "customer_retention",
        segment: { by: "arpa", min: 0, max: 25, currency: "USD" },
        stat: "best_in_class",
        value: 0.75,
      },
      {
        id: "chartmogul-2023-customer-retention-arpa-1k-up-best-in-class",
        metric: "customer_retention",
        segment: { by: "arpa", min: 1000, max: null, currency: "USD" },
        stat: "best_in_class",
        value: 0.92,
      },
    ],
  ),
];
