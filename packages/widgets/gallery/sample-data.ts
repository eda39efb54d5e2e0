import type {
  Grain,
  MetricForecast,
  Point,
  PolicyRecord,
  QueryResult,
  RecordScore,
  Series,
  Snapshot,
  SnapshotKind,
  TrackRecord,
  Unit,
  Verdict,
} from "@foresail/client";

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

/** Scores of one forecaster over all lags and at each. */
function scores(
  kind: SnapshotKind,
  label: string,
  n: number,
  wape: number,
  bias: number,
  skill: number,
  verdict: Verdict,
): RecordScore[] {
  return [null, 1, 2, 3, 4, 5].map((lag) => ({
    kind,
    label,
    lag,
    n: lag === null ? n : Math.max(0, Math.round(n / 5) - lag + 2),
    origins: Math.round(n / 5),
    mae: wape * 1e6,
    wape: lag === null ? wape : wape * (0.5 + 0.2 * lag),
    bias: lag === null ? bias : bias * (0.6 + 0.2 * lag),
    biasInWords:
      Math.abs(bias) < 0.01
        ? "no clear bias"
        : `too ${bias > 0 ? "low" : "high"} by ${(100 * Math.abs(bias)).toFixed(1)} %`,
    mase: 0.7,
    skill: {
      n,
      ownMae: 1,
      otherMae: 1,
      difference: 0,
      differenceInterval: null,
      skill,
      skillInterval: { lower: skill - 0.12, upper: skill + 0.12 },
      verdict,
    },
    coverage: { "80": { n, hits: Math.round(n * 0.78), share: 0.78, lower: 0.68, upper: 0.86 } },
    verdict,
  }));
}

/** A record of eighteen monthly snapshots, with two restated months. */
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
  const shared = {
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
  } as const;
  const snapshots = Array.from({ length: 18 }, (_, i): Snapshot => {
    const first = i + 6;
    const lean = (next() - 0.55) * 0.03;
    return {
      ...shared,
      id: String(i),
      contentHash: "",
      where: {},
      kind: "model",
      label: "auto",
      issuedAt: `${all[first]}T09:00:00Z`,
      dataCutoff: all[first]!,
      model: "ets_theta",
      notes: [],
      points: all.slice(first, first + 5).map((period, h) => ({
        period,
        lag: h + 1,
        value: value.get(all[first - 1]!)! * (1.018 + lean) ** (h + 1),
        intervals: {},
      })),
      recordedAt: `${all[first]}T09:00:00Z`,
    };
  });
  const policy = (restated: number): PolicyRecord => ({
    scores: [
      ...scores("naive", "seasonal_naive", 84, 0.062 + restated, 0.041, 0, "cannot tell"),
      ...scores("model", "auto", 84, 0.021 + restated, 0.006, 0.31, "better"),
      ...scores("plan", "budget 2026", 22, 0.058 + restated, -0.044, 0.05, "cannot tell"),
      ...scores("override", "sales lead", 5, 0.03 + restated, -0.02, 0, "too early to say"),
    ],
    comparisons: [],
  });
  const changed = ["2026-03-01", "2026-07-01"];
  const known = "2026-09-03T08:00:00Z";
  return {
    ...shared,
    timeZone: "UTC",
    dataVersion: "sample",
    actuals: series.points.slice(0, -1).map(({ period, value: now }) => ({
      period,
      firstPublished: changed.includes(period) ? now! * 1.045 : now,
      firstPublishedAt: known,
      now,
      nowKnownAt: known,
    })),
    snapshots,
    firstPublished: policy(0),
    asKnown: policy(0.002),
    restated: changed.map((period) => {
      const now = value.get(period)!;
      return {
        period,
        first: now * 1.045,
        firstKnownAt: known,
        now,
        nowKnownAt: known,
        change: now * -0.045,
        changeFraction: -0.043,
      };
    }),
    excluded: [],
  };
}
