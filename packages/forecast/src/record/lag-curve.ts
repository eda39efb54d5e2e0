import { bias } from "../accuracy/bias.ts";
import { meanAbsoluteError } from "../accuracy/mean-absolute-error.ts";
import { weightedAbsolutePercentageError } from "../accuracy/weighted-absolute-percentage-error.ts";
import { groupBy } from "../internal/group-by.ts";
import { sumOf } from "../internal/statistics.ts";
import { FEWEST_POINTS } from "./bias-verdict.ts";
import { type Bounds, blockBootstrap } from "./block-bootstrap.ts";
import { lagsOf } from "./each-lag.ts";
import { groupPoints } from "./group-points.ts";
import type { SnapshotKind } from "./record-types.ts";
import type { ScoredPoint } from "./scored-points.ts";

/** How to draw the curve. */
export interface LagCurveOptions {
  /** true: only periods that were forecast at every lag, so that lags are compared on the same ones. */
  readonly commonPeriods?: boolean;
  /** Of the bootstrap; 1 if absent. */
  readonly seed?: number;
}

/** Errors at one lag. */
export interface LagScore {
  readonly kind: SnapshotKind;
  readonly label: string;
  readonly lag: number;
  readonly n: number;
  readonly mae: number | null;
  /** Fraction. */
  readonly wape: number | null;
  /** 90 %, by block bootstrap; null below 8 points. */
  readonly wapeInterval: Bounds | null;
  /** sum(e) / sum(A), a fraction; positive = too low. */
  readonly bias: number | null;
}

/**
 * How errors grow with the lag, for each kind and label: how far off at 1, 3, 6 months ahead.
 *
 * @param points - of a `PolicyRecord`
 * @returns by forecaster in order of appearance, shortest lag first
 *
 * @example
 * lagCurve([]); // => []
 */
export function lagCurve(
  points: readonly ScoredPoint[],
  { commonPeriods = false, seed = 1 }: LagCurveOptions = {},
): LagScore[] {
  const forecasters = groupBy(points, ({ kind, label }) => JSON.stringify([kind, label]));
  return [...forecasters.values()].flatMap((own) => {
    const lags = lagsOf(own);
    const counts = new Map<string, number>();
    for (const { period } of own) counts.set(period, (counts.get(period) ?? 0) + 1);
    const used = commonPeriods ? own.filter(({ period }) => counts.get(period) === lags.length) : own;
    return lags.map((lag) =>
      scoreLag(
        own[0]!,
        lag,
        used.filter((point) => point.lag === lag),
        seed,
      ),
    );
  });
}

function scoreLag(
  { kind, label }: ScoredPoint,
  lag: number,
  points: readonly ScoredPoint[],
  seed: number,
): LagScore {
  const actuals = points.map(({ actual }) => actual);
  const forecasts = points.map(({ forecast }) => forecast);
  let wapeInterval: Bounds | null = null;
  if (points.length >= FEWEST_POINTS) {
    const { groups, blockLength } = groupPoints(points);
    const sums = groups.map((some) => [
      sumOf(some, ({ error }) => Math.abs(error)),
      sumOf(some, ({ actual }) => Math.abs(actual)),
    ]);
    const [interval] = blockBootstrap(sums, [([error, size]) => error! / size!], {
      blockLength,
      seed,
    });
    if (interval) wapeInterval = { lower: Math.max(0, interval.lower), upper: interval.upper };
  }
  return {
    kind,
    label,
    lag,
    n: points.length,
    mae: meanAbsoluteError(actuals, forecasts),
    wape: weightedAbsolutePercentageError(actuals, forecasts),
    wapeInterval,
    bias: bias(actuals, forecasts),
  };
}
