import { coverage } from "../src/accuracy/coverage.ts";
import { meanAbsoluteError } from "../src/accuracy/mean-absolute-error.ts";
import { seasonalNaiveScale } from "../src/accuracy/seasonal-naive-scale.ts";
import { symmetricMeanAbsolutePercentageError } from "../src/accuracy/symmetric-mean-absolute-percentage-error.ts";
import { winklerScore } from "../src/accuracy/winkler-score.ts";
import type { Prediction } from "../src/models/model.ts";
import type { BenchSeries } from "./m3-series.ts";

/** How one series came out. */
interface SeriesScore {
  readonly points: number;
  readonly smape: number;
  readonly mase: number | null;
  readonly coverage80: number;
  readonly coverage95: number;
  readonly msis: number | null;
}

/**
 * Averages over series. sMAPE runs from 0 to 200 and is given both ways: averaged over series, and over all points.
 * MASE and MSIS (level 95) are scaled by the in-sample seasonal naive error; coverage is a percentage of points.
 */
export interface Score {
  readonly smapeOverSeries: number;
  readonly smapeOverPoints: number;
  readonly mase: number;
  readonly coverage80: number;
  readonly coverage95: number;
  readonly msis: number;
}

/** Scores one forecast against what came. */
export function scoreSeries(
  { actual, season, scaleBy }: BenchSeries,
  { mean, intervals }: Prediction,
): SeriesScore {
  const scale = seasonalNaiveScale(scaleBy, season);
  const scaled = (value: number | null) => (value === null || scale === 0 ? null : value / scale);
  const narrow = intervals["80"]!;
  const wide = intervals["95"]!;
  return {
    points: actual.length,
    smape: symmetricMeanAbsolutePercentageError(actual, mean)!,
    mase: scaled(meanAbsoluteError(actual, mean)),
    coverage80: coverage(actual, narrow.lower, narrow.upper)!,
    coverage95: coverage(actual, wide.lower, wide.upper)!,
    msis: scaled(winklerScore(actual, wide.lower, wide.upper, 95)),
  };
}

/** Averages the scores of many series. */
export function summarizeScores(scores: readonly SeriesScore[]): Score {
  return {
    smapeOverSeries: average(scores, (score) => score.smape, false),
    smapeOverPoints: average(scores, (score) => score.smape, true),
    mase: average(scores, (score) => score.mase, false),
    coverage80: 100 * average(scores, (score) => score.coverage80, true),
    coverage95: 100 * average(scores, (score) => score.coverage95, true),
    msis: average(scores, (score) => score.msis, false),
  };
}

function average(
  scores: readonly SeriesScore[],
  pick: (score: SeriesScore) => number | null,
  byPoints: boolean,
): number {
  let sum = 0;
  let weights = 0;
  for (const score of scores) {
    const value = pick(score);
    if (value === null) continue;
    const weight = byPoints ? score.points : 1;
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}
