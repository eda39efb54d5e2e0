import type { BenchmarkRow } from "@foresail/client";
import { figuresOf } from "../figures-of.ts";

/** Figures that KBCM Technology Group published. */
export const kbcmBenchmarks: readonly BenchmarkRow[] = [
  ...figuresOf(
    {
      source: "KBCM Technology Group 2019 Private SaaS Survey",
      url: "https://www.scribd.com/document/486191576",
      dataYear: 2018,
      reportYear: 2019,
      grade: "A",
      note: null,
      sameDefinition: false,
    },
    [
      {
        id: "kbcm-2019-arr-growth-yoy-arr-5m-up-median",
        metric: "arr_growth_yoy",
        definition: null,
        segment: { by: "arr", min: 5000000, max: null, currency: "USD" },
        stat: "median",
        value: 0.36,
        unit: "fraction",
        n: 225,
      },
      {
        id: "kbcm-2019-gross-dollar-churn-arr-5m-up-median",
        metric: "gross_dollar_churn",
        definition: null,
        segment: { by: "arr", min: 5000000, max: null, currency: "USD" },
        stat: "median",
        value: 0.13,
        unit: "fraction",
        n: 216,
      },
      {
        id: "kbcm-2019-blended-cac-ratio-arr-5m-up-median",
        metric: "blended_cac_ratio",
        definition: "fully loaded S&M per $1 of new ARR, all customers",
        segment: { by: "arr", min: 5000000, max: null, currency: "USD" },
        stat: "median",
        value: 1.14,
        unit: "ratio",
        n: 197,
      },
    ],
  ),
  ...figuresOf(
    {
      source: "KBCM Technology Group 2021 Private SaaS Survey",
      url: "https://slidepub.com/slideshow/keybank-private-saas-company-survey-2021",
      dataYear: 2020,
      reportYear: 2021,
      grade: "A",
      note: null,
      definition: null,
      sameDefinition: false,
      unit: "fraction",
    },
    [
      {
        id: "kbcm-2021-arr-growth-yoy-all-median",
        metric: "arr_growth_yoy",
        segment: { by: "all" },
        stat: "median",
        value: 0.31,
        n: 350,
      },
      {
        id: "kbcm-2021-arr-growth-yoy-arr-25m-up-median",
        metric: "arr_growth_yoy",
        segment: { by: "arr", min: 25000000, max: null, currency: "USD" },
        stat: "median",
        value: 0.24,
        n: 91,
      },
    ],
  ),
];
