import { levelMultiplier } from "../internal/normal-quantile.ts";
import { conformalFactor } from "../intervals/conformal-factor.ts";
import { sampleQuantile } from "../intervals/path-statistics.ts";
import type { SeriesFit } from "./series-fit.ts";

/** What the prior of 1 is worth, in origins of evidence. */
const PRIOR_ORIGINS = 8;

/**
 * How much wider or narrower a ratio's distribution has to be than numerator and denominator drawn together make it, by
 * the errors of the ratio of their forecasts in the backtests that both have. Correlated one-step errors miss that one
 * series leads the other, as the opening MRR of a month follows from the month before: intervals of 80 % then held 94
 * of 100 actuals.
 *
 * The conformal quantile of |error| over the spread that the paths have at the same lag, shrunk toward 1.
 *
 * @param ratio - of two numbers; null where undefined
 * @param samples - the ratio's values of each step ahead, over the paths where it is defined
 * @returns a factor on deviations from the median; 1 without a backtest
 */
export function ratioWidth(
  [top, bottom]: readonly [SeriesFit, SeriesFit],
  ratio: (top: number, bottom: number) => number | null,
  samples: readonly (readonly number[])[],
): number {
  const spreads = samples.map((values) =>
    values.length > 0
      ? (sampleQuantile(values, 0.9) - sampleQuantile(values, 0.1)) / (2 * levelMultiplier(80))
      : 0,
  );
  const others = new Map(pointsOf(bottom).map((point) => [point.key, point]));
  const origins = new Set<number>();
  const ratios = pointsOf(top).flatMap((point) => {
    const other = others.get(point.key);
    const spread = spreads[point.lag];
    if (!other || !spread) return [];
    const predicted = ratio(point.forecast, other.forecast);
    const actual = ratio(point.actual, other.actual);
    if (predicted === null || actual === null) return [];
    origins.add(point.origin);
    return [Math.abs(actual - predicted) / spread];
  });
  return conformalFactor(ratios, origins.size, 80, { factor: 1, origins: PRIOR_ORIGINS });
}

interface BacktestPoint {
  /** The same for the same origin and lag of two series that end together. */
  readonly key: string;
  /** Periods from the origin to the end of the history. */
  readonly origin: number;
  readonly lag: number;
  readonly forecast: number;
  readonly actual: number;
}

function pointsOf({ fit }: SeriesFit): BacktestPoint[] {
  const { series, chosen } = fit;
  return chosen.rolling.flatMap(({ origin, mean }) =>
    Array.from(mean).flatMap((forecast, lag) => {
      if (series.filled.has(origin + lag)) return [];
      const back = series.values.length - origin + series.missingAtEnd;
      return {
        key: `${back}:${lag}`,
        origin: back,
        lag,
        forecast: forecast * series.unit,
        actual: series.values[origin + lag]! * series.unit,
      };
    }),
  );
}
