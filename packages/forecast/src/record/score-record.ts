import { seasonalNaiveScale } from "../accuracy/seasonal-naive-scale.ts";
import { checkInteger } from "../internal/check-arguments.ts";
import { groupBy } from "../internal/group-by.ts";
import { compareForecasts, type ForecastComparison } from "./compare-forecasts.ts";
import { eachLag } from "./each-lag.ts";
import type { ActualPolicy, SnapshotKind } from "./record-types.ts";
import { type RestatedPeriod, restatedPeriods } from "./restated-periods.ts";
import { type RecordScore, scorePoints } from "./score-points.ts";
import {
  type ExcludedPoint,
  type RecordInput,
  recordHistory,
  type ScoredPoint,
  scoredPoints,
} from "./scored-points.ts";

/** The record under one policy. */
export interface PolicyRecord {
  readonly policy: ActualPolicy;
  /** For each kind and label: over all lags (lag null), then at each lag. */
  readonly scores: readonly RecordScore[];
  /** Each later step against each earlier one, in the order naive, model, plan, override, consensus. */
  readonly comparisons: readonly ForecastComparison[];
  /** Every pair of frozen number and actual, for drilling down. */
  readonly points: readonly ScoredPoint[];
}

/** The track record of frozen forecasts. */
export interface TrackRecord {
  /** Against what was first published. */
  readonly firstPublished: PolicyRecord;
  /** Against what is known now (or at `asKnownAt`). */
  readonly asKnown: PolicyRecord;
  /** Periods where the two differ. */
  readonly restated: readonly RestatedPeriod[];
  /** Frozen numbers that do not count, and why. */
  readonly excluded: readonly ExcludedPoint[];
}

/** The record's input, and the seed of its bootstrap intervals. */
export interface ScoreRecordInput extends RecordInput {
  /** 1 if absent. */
  readonly seed?: number;
}

const STEPS: readonly SnapshotKind[] = ["naive", "model", "plan", "override", "consensus"];

/**
 * Scores frozen forecasts against actuals, by kind, label and lag, under both policies: as first published and
 * as known now. A restatement adds a second score and is listed; the first one stays.
 *
 * Partial periods must not be scored: pass complete periods only. Errors of overlapping lags are dependent;
 * intervals resample blocks of origins. Below 8 points every verdict is "too early to say".
 *
 * @throws {InvalidArgumentError} if a date is not ISO, or the season is not a positive integer
 *
 * @example
 * scoreRecord({
 *   snapshots: [{ id: "s1", kind: "plan", label: "budget", issuedAt: "2026-01-01", dataCutoff: "2026-01-01",
 *     points: [{ period: "2026-01-01", lag: 1, value: 90 }] }],
 *   actuals: [{ period: "2026-01-01", value: 100, knownAt: "2026-02-02" }],
 * }).firstPublished.scores[0]?.wape; // => 0.1
 */
export function scoreRecord(input: ScoreRecordInput): TrackRecord {
  const { season = 1, seed = 1 } = input;
  checkInteger("season", season, 1);
  const history = recordHistory(input);
  const scale = history.length > season ? seasonalNaiveScale(history, season) : null;
  const restated = restatedPeriods(input.actuals, input.asKnownAt);
  const { scored, excluded } = scoredPoints(input, "first_published");
  const firstPublished = scorePolicy(scored, "first_published", scale, seed);
  const asKnown =
    restated.length === 0
      ? { ...firstPublished, policy: "as_known" as const }
      : scorePolicy(scoredPoints(input, "as_known").scored, "as_known", scale, seed);
  return { firstPublished, asKnown, restated, excluded };
}

function scorePolicy(
  points: readonly ScoredPoint[],
  policy: ActualPolicy,
  scale: number | null,
  seed: number,
): PolicyRecord {
  const forecasters = groupBy(points, ({ kind, label }) => JSON.stringify([STEPS.indexOf(kind), label]));
  const ordered = [...forecasters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const scores = ordered.flatMap((group) =>
    eachLag(group, (some, lag) => scorePoints(some, lag, scale, seed)),
  );
  const comparisons = ordered.flatMap((to, i) =>
    ordered.slice(0, i).flatMap((from) => compareForecasts(from, to, seed)),
  );
  return { policy, scores, comparisons, points };
}
