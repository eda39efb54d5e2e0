import { instant } from "../internal/instant.ts";
import { periodGrid } from "./period-grid.ts";
import {
  actualAsKnown,
  actualFirstPublished,
  type VintagesByPeriod,
  vintagesByPeriod,
} from "./pick-actual.ts";
import type { ActualPolicy, ActualVintage, Snapshot, SnapshotKind, SnapshotPoint } from "./record-types.ts";

/** A frozen number beside what happened. error = actual - forecast. */
export interface ScoredPoint {
  readonly snapshot: string;
  readonly kind: SnapshotKind;
  readonly label: string;
  /** Data cut-off of the snapshot: points of one origin share their luck. */
  readonly origin: string;
  readonly period: string;
  /** Position of the period on its grid. */
  readonly position: number;
  readonly lag: number;
  readonly actual: number;
  readonly forecast: number;
  readonly error: number;
  readonly intervals: Readonly<Record<string, { readonly lower: number; readonly upper: number }>>;
  /** Seasonal naive forecast from the same cut-off; null if the history does not reach back. */
  readonly seasonalNaive: number | null;
}

/** A frozen number that does not count, and why. */
export interface ExcludedPoint {
  readonly snapshot: string;
  readonly period: string;
  readonly reason: "issued_after_actual" | "period_before_cutoff" | "superseded";
}

/** What is scored and against what. */
export interface RecordInput {
  readonly snapshots: readonly Snapshot[];
  /** Every vintage of every complete period. Never pass a period that is still running. */
  readonly actuals: readonly ActualVintage[];
  /** Hold forecasts against what was known at this time; absent = everything known. */
  readonly asKnownAt?: string;
  /** Observations per season, for MASE and seasonal naive; 1 if absent. */
  readonly season?: number;
  /** Values before the first period in `actuals`, oldest first, if the actuals do not reach back. */
  readonly training?: readonly (number | null)[];
}

/** Scored and excluded points, in order of cut-off, then period. */
export interface ScoredPoints {
  readonly scored: readonly ScoredPoint[];
  readonly excluded: readonly ExcludedPoint[];
}

/**
 * Pairs frozen forecasts with actuals under one policy.
 *
 * Not counted, but listed: points frozen after their actual was known (hindsight); points of a period before
 * the cut-off; and, of several snapshots of one kind and label with the same period and lag, all but the last.
 * Periods without an actual wait silently.
 *
 * The seasonal naive forecast takes the newest same-season value before the cut-off, as known when the
 * snapshot was issued (else as first published).
 */
export function scoredPoints(input: RecordInput, policy: ActualPolicy): ScoredPoints {
  const { snapshots, actuals, asKnownAt, season = 1, training = [] } = input;
  const vintages = vintagesByPeriod(actuals);
  const grid = periodGrid([
    ...vintages.keys(),
    ...snapshots.flatMap(({ points }) => points.map((p) => p.period)),
  ]);
  const history = historyLookup(vintages, grid, training);
  const scored = new Map<string, ScoredPoint>();
  const excluded: ExcludedPoint[] = [];
  const inOrder = [...snapshots].sort((a, b) => instant(a.issuedAt) - instant(b.issuedAt));
  for (const snapshot of inOrder) {
    for (const point of snapshot.points) {
      const known = vintages.get(point.period) ?? [];
      const first = actualFirstPublished(known);
      const actual =
        policy === "first_published"
          ? first && actualAsKnown([first], asKnownAt)
          : actualAsKnown(known, asKnownAt);
      const reason = exclusion(snapshot, point, first);
      if (reason) {
        excluded.push({ snapshot: snapshot.id, period: point.period, reason });
        continue;
      }
      if (actual?.value == null) continue;
      const key = JSON.stringify([snapshot.kind, snapshot.label, point.period, point.lag]);
      const earlier = scored.get(key);
      if (earlier)
        excluded.push({ snapshot: earlier.snapshot, period: earlier.period, reason: "superseded" });
      const position = grid.get(point.period)!;
      const base = position - season * Math.ceil(point.lag / season);
      scored.set(key, {
        snapshot: snapshot.id,
        kind: snapshot.kind,
        label: snapshot.label,
        origin: snapshot.dataCutoff,
        period: point.period,
        position,
        lag: point.lag,
        actual: actual.value,
        forecast: point.value,
        error: actual.value - point.value,
        intervals: point.intervals ?? {},
        seasonalNaive: history(base, snapshot.issuedAt),
      });
    }
  }
  const times = new Map(snapshots.map(({ dataCutoff }) => [dataCutoff, instant(dataCutoff)]));
  const sorted = [...scored.values()].sort(
    (a, b) => times.get(a.origin)! - times.get(b.origin)! || a.position - b.position,
  );
  return { scored: sorted, excluded };
}

function exclusion(
  snapshot: Snapshot,
  point: SnapshotPoint,
  first: ActualVintage | null,
): ExcludedPoint["reason"] | null {
  if (point.lag < 1) return "period_before_cutoff";
  if (first && instant(first.knownAt) < instant(snapshot.issuedAt)) return "issued_after_actual";
  return null;
}

function historyLookup(
  vintages: VintagesByPeriod,
  grid: ReadonlyMap<string, number>,
  training: readonly (number | null)[],
): (position: number, at: string) => number | null {
  const periodAt = new Map([...grid].map(([period, position]) => [position, period]));
  const firstActual = Math.min(...[...vintages.keys()].map((period) => grid.get(period)!));
  return (position, at) => {
    if (position < firstActual) return training[training.length - (firstActual - position)] ?? null;
    const known = vintages.get(periodAt.get(position) ?? "") ?? [];
    return (actualAsKnown(known, at) ?? actualFirstPublished(known))?.value ?? null;
  };
}

/** History before the first cut-off, as first published, for the scale of MASE. */
export function recordHistory({ snapshots, actuals, training = [] }: RecordInput): number[] {
  const cutoff = Math.min(...snapshots.map(({ dataCutoff }) => instant(dataCutoff)));
  const before = [...vintagesByPeriod(actuals)]
    .filter(([period]) => instant(period) < cutoff)
    .sort(([a], [b]) => instant(a) - instant(b))
    .map(([, known]) => actualFirstPublished(known)?.value ?? null);
  return [...training, ...before].filter((value) => value !== null);
}
