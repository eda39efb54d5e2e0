import { levelMultiplier } from "../internal/normal-quantile.ts";
import { sumOfSquares } from "../internal/statistics.ts";
import { FEWEST_POINTS } from "./bias-verdict.ts";
import type { Forecaster } from "./compare-forecasts.ts";
import type { ScoredOverride } from "./override-analysis.ts";
import type { ScoredPoint } from "./scored-points.ts";

/** Which forecasts of a record were overridden by which. */
export interface RecordOverridesOptions {
  /** The forecast that was overridden. */
  readonly parent: Forecaster;
  /** The forecast after it; absent: every one of kind `override`. */
  readonly override?: Forecaster;
  /** Reason code of an overridden number; null if none was given. */
  readonly reasonOf?: (point: ScoredPoint) => string | null;
}

/**
 * Pairs the overrides of a record with the forecasts that they changed: same cut-off, period and lag.
 *
 * The noise of the forecast overridden is what it said itself (its interval of 80 %, else its first one, taken as
 * normal); without an interval, the root mean square of its scored errors at the lag, from 8 on; else unknown.
 *
 * @param points - of a `PolicyRecord`
 *
 * @example
 * recordOverrides([], { parent: { kind: "model", label: "auto" } }); // => []
 */
export function recordOverrides(
  points: readonly ScoredPoint[],
  { parent, override, reasonOf = () => null }: RecordOverridesOptions,
): ScoredOverride[] {
  const isOf = (point: ScoredPoint, { kind, label }: Forecaster) =>
    point.kind === kind && point.label === label;
  const key = ({ origin, period, lag }: ScoredPoint) => `${origin} ${period} ${lag}`;
  const parents = points.filter((point) => isOf(point, parent));
  const byKey = new Map(parents.map((point) => [key(point), point]));
  return points.flatMap((point) => {
    const before = byKey.get(key(point));
    const wanted = override ? isOf(point, override) : point.kind === "override";
    if (!wanted || before === undefined || before === point) return [];
    return [
      {
        origin: point.origin,
        position: point.position,
        lag: point.lag,
        period: point.period,
        before: before.forecast,
        after: point.forecast,
        actual: point.actual,
        noise: noiseOf(before, parents),
        reason: reasonOf(point),
      },
    ];
  });
}

function noiseOf(point: ScoredPoint, all: readonly ScoredPoint[]): number | null {
  const level = point.intervals["80"] ? "80" : Object.keys(point.intervals)[0];
  const interval = level === undefined ? undefined : point.intervals[level];
  if (interval) return (interval.upper - interval.lower) / 2 / levelMultiplier(Number(level));
  const errors = all.filter(({ lag }) => lag === point.lag).map(({ error }) => error);
  if (errors.length < FEWEST_POINTS) return null;
  return Math.sqrt(sumOfSquares(errors) / errors.length);
}
