import type { Grain, MetricForecast, Point, QueryResult, Series, Unit } from "@foresail/client";

/** Small seeded generator (mulberry32), so that the gallery looks the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** First days of `count` months that end with November 2026. */
export function months(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(2026, 11 - count + i, 1)).toISOString().slice(0, 10),
  );
}

export interface SampleOptions {
  readonly metric: string;
  readonly unit: Unit;
  readonly start: number;
  /** Growth a month, as a fraction. */
  readonly growth: number;
  readonly noise: number;
  readonly seed: number;
  readonly count?: number;
  readonly dimensions?: Record<string, string | null>;
  /** What the running month has reached, as a share of a whole one. */
  readonly soFar?: number;
}

export function sampleSeries(options: SampleOptions): Series {
  const { metric, unit, start, growth, noise, seed, count = 24, dimensions = {}, soFar = 1 } = options;
  const next = random(seed);
  const points: Point[] = months(count).map((period, i) => {
    const partial = i === count - 1;
    const value = start * (1 + growth) ** i * (1 + noise * (next() - 0.5)) * (partial ? soFar : 1);
    return { period, value, numerator: null, denominator: null, partial };
  });
  const grain: Grain = "month";
  return {
    metric,
    definition: `${metric}@1`,
    unit,
    ...(unit === "currency" ? { currency: "USD" } : {}),
    grain,
    timeZone: "UTC",
    dimensions,
    points,
  };
}

export const result = (...series: Series[]): QueryResult => ({ series, asOf: null, dataVersion: "sample" });

/** A forecast of the sample MRR with bands that widen. */
export function sampleForecast(): MetricForecast {
  const series = sampleSeries({
    metric: "mrr",
    unit: "currency",
    start: 820_000,
    growth: 0.02,
    noise: 0.03,
    seed: 7,
  });
  const last = series.points.at(-2)!.value!;
  const periods = Array.from({ length: 9 }, (_, i) =>
    new Date(Date.UTC(2026, 10 + i, 1)).toISOString().slice(0, 10),
  );
  const mean = periods.map((_, i) => last * 1.019 ** (i + 1));
  const band = (z: number): { lower: number[]; upper: number[] } => ({
    lower: mean.map((value, i) => value * (1 - z * 0.011 * Math.sqrt(i + 1))),
    upper: mean.map((value, i) => value * (1 + z * 0.012 * Math.sqrt(i + 1))),
  });
  return {
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dataVersion: "sample",
    asOf: null,
    history: series.points,
    periods,
    forecast: {
      id: "mrr",
      model: "ets_theta",
      mean,
      intervals: { 50: band(0.67), 80: band(1.28), 95: band(1.96) },
      notes: [],
      backtest: {
        origins: 12,
        n: 72,
        mae: 21_000,
        rmse: 27_000,
        wape: 0.021,
        mase: 0.62,
        smape: 0.021,
        bias: 0.004,
        coverage: { 80: 0.78 },
      },
    },
  };
}
