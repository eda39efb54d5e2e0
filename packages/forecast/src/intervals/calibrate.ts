import type { BacktestSummary } from "../backtest/backtest-summary.ts";
import { type ScoredForecast, summarizeBacktest } from "../backtest/backtest-summary.ts";
import type { OriginForecast } from "../backtest/rolling-forecasts.ts";
import { levelMultiplier } from "../internal/normal-quantile.ts";
import { conformalFactor } from "./conformal-factor.ts";
import { widthPrior } from "./width-prior.ts";

/** Factors by level for the standard errors of a forecast, and how the backtest came out with them. */
export interface Calibration {
  readonly factors: ReadonlyMap<number, number>;
  readonly summary: BacktestSummary | null;
}

/**
 * Fits interval factors to rolling-origin forecasts. The coverage in the summary is measured with factors from
 * the other origins, so that no forecast judges the interval it helped to widen.
 */
export function calibrate(
  values: Float64Array,
  season: number,
  rolling: readonly OriginForecast[],
  levels: readonly number[],
): Calibration {
  const ratios = rolling.map(({ origin, mean, standardErrors }) =>
    Array.from(mean, (forecast, h) => {
      const error = Math.abs(values[origin + h]! - forecast);
      const smallest = 1e-9 * (Math.abs(forecast) + Math.abs(values[origin + h]!)) + Number.MIN_VALUE;
      return error / Math.max(standardErrors[h]!, smallest);
    }),
  );
  const factor = (level: number, leftOut: number) => {
    const kept = ratios.filter((_, k) => k !== leftOut);
    return conformalFactor(kept.flat(), kept.length, level, widthPrior(level, values.length));
  };
  const factors = new Map(levels.map((level) => [level, factor(level, -1)]));
  if (rolling.length === 0) return { factors, summary: null };
  const scored = rolling.flatMap(({ origin, mean }, k): ScoredForecast[] => {
    const reaches = levels.map(
      (level) => [String(level), factor(level, k) * levelMultiplier(level)] as const,
    );
    return Array.from(mean, (forecast, h) => ({
      actual: values[origin + h]!,
      forecast,
      reach: Object.fromEntries(reaches.map(([level, width]) => [level, ratios[k]![h]! / width])),
    }));
  });
  return { factors, summary: summarizeBacktest(scored, rolling.length, values, season) };
}
