import type { BenchmarkRow } from "@foresail/client";
import { benchmarkitBenchmarks } from "./sources/benchmarkit.ts";
import { chartmogulBenchmarks } from "./sources/chartmogul.ts";
import { ebstaBenchmarks } from "./sources/ebsta.ts";
import { insightsquaredBenchmarks } from "./sources/insightsquared.ts";
import { kbcmBenchmarks } from "./sources/kbcm.ts";
import { lighterCapitalBenchmarks } from "./sources/lighter-capital.ts";
import { lightspeedBenchmarks } from "./sources/lightspeed.ts";
import { mamoonHamidBenchmarks } from "./sources/mamoon-hamid.ts";
import { saasCapitalBenchmarks } from "./sources/saas-capital.ts";
import { xactlyBenchmarks } from "./sources/xactly.ts";

/**
 * Published figures, each with its source, year, segment, sample and grade. Facts only: nothing is estimated, and where a
 * source does not say how it computes a figure, its definition is null.
 *
 * No row is like for like with a metric of the catalogue: the sources either do not say how they compute, or compute
 * otherwise (growth of ARR by company year, churn by survey). Values are fractions, and dollars where the unit is currency.
 * Not listed, since no figure could be traced to its publisher: LTV to CAC, magic number, sales cycle, logo churn, win rate.
 */
export const publishedBenchmarks: readonly BenchmarkRow[] = [
  ...benchmarkitBenchmarks,
  ...saasCapitalBenchmarks,
  ...kbcmBenchmarks,
  ...chartmogulBenchmarks,
  ...lighterCapitalBenchmarks,
  ...lightspeedBenchmarks,
  ...ebstaBenchmarks,
  ...xactlyBenchmarks,
  ...mamoonHamidBenchmarks,
  ...insightsquaredBenchmarks,
];
