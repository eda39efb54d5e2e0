import { eachLag } from "./each-lag.ts";
import type { SnapshotKind } from "./record-types.ts";
import type { ScoredPoint } from "./scored-points.ts";
import { type SkillScore, skillVerdict } from "./skill-verdict.ts";

/** A kind and label: what is scored together. */
export interface Forecaster {
  readonly kind: SnapshotKind;
  readonly label: string;
}

/** Two forecasters on the same periods and lags: did the step from `from` to `to` add value? */
export interface ForecastComparison {
  readonly from: Forecaster;
  readonly to: Forecaster;
  /** null: over all lags. */
  readonly lag: number | null;
  /** Judges `to` against `from`: positive differences and "better" speak for `to`. */
  readonly result: SkillScore;
}

/**
 * Compares two forecasters on the (period, lag) pairs that both forecast from the same cut-off, over all lags
 * and at each.
 */
export function compareForecasts(
  from: readonly ScoredPoint[],
  to: readonly ScoredPoint[],
  seed: number,
): ForecastComparison[] {
  const key = ({ period, lag }: ScoredPoint) => `${period} ${lag}`;
  const before = new Map(from.map((point) => [key(point), point]));
  const pairs = to.flatMap((point) => {
    const other = before.get(key(point));
    return other ? [{ ...point, own: Math.abs(point.error), other: Math.abs(other.error) }] : [];
  });
  if (pairs.length === 0) return [];
  const name = ({ kind, label }: ScoredPoint): Forecaster => ({ kind, label });
  return eachLag(pairs, (some, lag) => ({
    from: name(from[0]!),
    to: name(to[0]!),
    lag,
    result: skillVerdict(some, seed),
  }));
}
