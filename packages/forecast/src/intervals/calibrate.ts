import type { BacktestSummary } from "../backtest/backtest-summary.ts";
import { type ScoredForecast, summarizeBacktest } from "../backtest/backtest-summary.ts";
import type { OriginForecast } from "../backtest/rolling-forecasts.ts";
import { levelMultiplier } from "../internal/normal-quantile.ts";
import { conformalFactor } from "./conformal-factor.ts";
import { widthPrior } from "./width-prior.ts";

/** Factors by level for the standard errors of a forecast, and how the backtest came out with them. */
export interface Calibration {
  readonly factors: ReadonlyMap<number, number>;
  /** The factor of any level. */
  readonly factorAt: (level: number) => number;
  readonly summary: BacktestSummary | null;
}

/**
 * Fits interval factors to rolling-origin forecasts. The coverage in the summary is measured with factors from
 * the other origins, so that no forecast judges the interval it helped to widen. Actuals that were not observed
 * neither widen nor judge.
 *
 * @param filled - indices of values that were not observed
 */
export function calibrate(
  values: Float64Array,
  season: number,
  rolling: readonly OriginForecast[],
  levels: readonly number[],
  filled: ReadonlySet<number> = new Set(),
): Calibration {
  const points = rolling
    .map((forecast) => pointsOf(values, forecast, filled))
    .filter((atOrigin) => atOrigin.length > 0);
  const factor = (level: number, leftOut: number) => {
    const kept = points.filter((_, k) => k !== leftOut).map((atOrigin) => atOrigin.map(({ ratio }) => ratio));
    return conformalFactor(kept.flat(), kept.length, level, widthPrior(level, values.length, season));
  };
  const factors = new Map(levels.map((level) => [level, factor(level, -1)]));
  const factorAt = (level: number) => factor(level, -1);
  if (points.length === 0) return { factors, factorAt, summary: null };
  const scored = points.flatMap((atOrigin, k): ScoredForecast[] => {
    const reaches = levels.map(
      (level) => [String(level), factor(level, k) * levelMultiplier(level)] as const,
    );
    return atOrigin.map(({ actual, forecast, ratio }) => ({
      actual,
      forecast,
      reach: Object.fromEntries(reaches.map(([level, width]) => [level, ratio / width])),
    }));
  });
  return { factors, factorAt, summary: summarizeBacktest(scored, points.length, values, season, filled) };
}

interface Point {
  readonly actual: number;
  readonly forecast: number;
  /** |error| over the standard error that the model claimed. */
  readonly ratio: number;
}

function pointsOf(
  values: Float64Array,
  { origin, mean, standardErrors }: OriginForecast,
  filled: ReadonlySet<number>,
): Point[] {
  return Array.from(mean, (forecast, h): Point => {
    const actual = values[origin + h]!;
    const smallest = 1e-9 * (Math.abs(forecast) + Math.abs(actual)) + Number.MIN_VALUE;
    return {
      actual,
      forecast,
      ratio: Math.abs(actual - forecast) / Math.max(standardErrors[h]!, smallest),
    };
  }).filter((_, h) => !filled.has(origin + h));
}
