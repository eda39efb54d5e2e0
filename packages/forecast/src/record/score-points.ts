import { bias } from "../accuracy/bias.ts";
import { ratioOrNull } from "../accuracy/error-sums.ts";
import { meanAbsoluteError } from "../accuracy/mean-absolute-error.ts";
import { weightedAbsolutePercentageError } from "../accuracy/weighted-absolute-percentage-error.ts";
import { type BiasVerdict, biasInWords, biasVerdict } from "./bias-verdict.ts";
import type { SnapshotKind } from "./record-types.ts";
import type { ScoredPoint } from "./scored-points.ts";
import { type SkillScore, skillVerdict, type Verdict } from "./skill-verdict.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Measured coverage of the intervals of one level. */
export interface CoverageScore {
  /** Points that carried an interval of this level. */
  readonly n: number;
  readonly hits: number;
  /** hits / n. */
  readonly share: number;
  /** Wilson interval of the share, 90 %. */
  readonly lower: number;
  readonly upper: number;
}

/** How good the forecasts of one kind and label were, at one lag or over all. */
export interface RecordScore {
  readonly kind: SnapshotKind;
  readonly label: string;
  /** null: over all lags. */
  readonly lag: number | null;
  /** Scored points. */
  readonly n: number;
  /** Distinct data cut-offs among them. */
  readonly origins: number;
  readonly mae: number | null;
  /** Fraction. */
  readonly wape: number | null;
  /** sum of errors / sum of actuals, a fraction; positive = too low. */
  readonly bias: number | null;
  readonly biasVerdict: BiasVerdict;
  /** "too low by 3.1 %", "no clear bias", "too early to say". */
  readonly biasInWords: string;
  readonly mase: number | null;
  /** Against the seasonal naive forecast from the same cut-offs, on the periods where there is one. */
  readonly skill: SkillScore;
  /** By level. */
  readonly coverage: Readonly<Record<string, CoverageScore>>;
  /** Against seasonal naive. */
  readonly verdict: Verdict;
}

/**
 * Scores points of one kind and label.
 *
 * @param scale - seasonal naive error of the history, for MASE; null if unknown
 */
export function scorePoints(
  points: readonly ScoredPoint[],
  lag: number | null,
  scale: number | null,
  seed: number,
): RecordScore {
  const actual = points.map((point) => point.actual);
  const forecast = points.map((point) => point.forecast);
  const mae = meanAbsoluteError(actual, forecast);
  const verdict = biasVerdict(points);
  const skill = skillVerdict(
    points.flatMap((point) =>
      point.seasonalNaive === null
        ? []
        : [{ ...point, own: Math.abs(point.error), other: Math.abs(point.actual - point.seasonalNaive) }],
    ),
    seed,
  );
  return {
    kind: points[0]!.kind,
    label: points[0]!.label,
    lag,
    n: points.length,
    origins: new Set(points.map(({ origin }) => origin)).size,
    mae,
    wape: weightedAbsolutePercentageError(actual, forecast),
    bias: bias(actual, forecast),
    biasVerdict: verdict,
    biasInWords: biasInWords(verdict, points),
    mase: mae === null || scale === null ? null : ratioOrNull(mae, scale),
    skill,
    coverage: coverageByLevel(points),
    verdict: skill.verdict,
  };
}

function coverageByLevel(points: readonly ScoredPoint[]): Record<string, CoverageScore> {
  const counts = new Map<string, { n: number; hits: number }>();
  for (const { actual, intervals } of points) {
    for (const [level, { lower, upper }] of Object.entries(intervals)) {
      const count = counts.get(level) ?? { n: 0, hits: 0 };
      count.n++;
      if (actual >= lower && actual <= upper) count.hits++;
      counts.set(level, count);
    }
  }
  return Object.fromEntries(
    [...counts]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([level, { n, hits }]) => [level, { n, hits, share: hits / n, ...wilsonInterval(hits, n) }]),
  );
}
