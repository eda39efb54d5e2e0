import type { Grain, MetricForecast, Point, QueryResult, Series, Unit } from "@foresail/client";
import type { MethodRecord, Score, TrackRecord, Verdict } from "../src/record-types.ts";

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

function score(n: number, wape: number, bias: number, skill: number, verdict: Verdict, hits: number): Score {
  const lags = [1, 2, 3, 4, 5, 6].map((lag) => ({
    lag,
    n: Math.max(0, n - lag + 1),
    wape: wape * (0.5 + 0.28 * lag),
    bias: bias * (0.6 + 0.2 * lag),
  }));
  return {
    n,
    wape,
    bias,
    mase: 0.7,
    lags,
    skill: {
      against: "seasonal naive",
      value: skill,
      lower: skill - 0.12,
      upper: skill + 0.12,
      level: 90,
      verdict,
    },
    coverage: [{ level: 80, hits, n, lower: 0.6, upper: 0.91 }],
  };
}

/** A record of eighteen monthly snapshots of three methods, with two restated months. */
export function sampleRecord(): TrackRecord {
  const series = sampleSeries({
    metric: "mrr",
    unit: "currency",
    start: 820_000,
    growth: 0.02,
    noise: 0.03,
    seed: 7,
  });
  const next = random(42);
  const value = new Map(series.points.map((point) => [point.period, point.value!]));
  const all = [...months(24), "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"];
  const snapshots = Array.from({ length: 18 }, (_, i) => {
    const origin = i + 5;
    const lean = (next() - 0.55) * 0.03;
    const start = value.get(all[origin]!)!;
    return {
      id: `Forecast of ${all[origin + 1]}`,
      method: "auto",
      issuedAt: `${all[origin + 1]}T09:00:00Z`,
      points: Array.from({ length: 5 }, (_, h) => ({
        period: all[origin + 1 + h]!,
        lag: h + 1,
        value: start * (1.018 + lean) ** (h + 1),
      })).filter((point) => point.period),
    };
  });
  const methods: MethodRecord[] = [
    {
      id: "naive",
      kind: "naive",
      label: "Seasonal naive",
      firstPublished: { ...score(84, 0.062, 0.041, 0, "cannot-tell", 60), skill: null },
      asKnownNow: score(84, 0.061, 0.04, 0, "cannot-tell", 61),
    },
    {
      id: "auto",
      kind: "model",
      label: "Model (auto)",
      firstPublished: score(84, 0.021, 0.006, 0.31, "better", 66),
      asKnownNow: score(84, 0.023, 0.008, 0.29, "better", 64),
    },
    {
      id: "plan",
      kind: "plan",
      label: "Annual plan",
      firstPublished: score(22, 0.058, -0.044, 0.05, "cannot-tell", 15),
      asKnownNow: score(22, 0.06, -0.046, 0.03, "cannot-tell", 15),
    },
    {
      id: "override",
      kind: "override",
      label: "Manager override",
      firstPublished: score(5, 0.03, -0.02, 0, "too-early", 4),
      asKnownNow: score(5, 0.03, -0.02, 0, "too-early", 4),
    },
  ];
  return {
    metric: "mrr",
    label: "MRR",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dataVersion: "sample",
    actuals: series.points.map(({ period, value, partial }) => {
      const restated = period === "2026-03-01" || period === "2026-07-01";
      return {
        period,
        first: restated ? value! * 1.045 : value,
        latest: value,
        partial,
        ...(restated ? { restatedAt: "2026-09-03T08:00:00Z", reason: "refunds booked late" } : {}),
      };
    }),
    snapshots,
    methods,
  };
}
