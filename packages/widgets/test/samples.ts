import type { MetricForecast } from "@foresail/client";
import type { MethodRecord, Score, TrackRecord } from "../src/record-types.ts";
import { mrrSeries } from "./support.ts";

/** Three months ahead of the sample MRR, November running. */
export function forecastData(): MetricForecast {
  const series = mrrSeries();
  const band = (half: number): { lower: number[]; upper: number[] } => ({
    lower: [210, 220, 230].map((v) => (v - half) * 1000),
    upper: [210, 220, 230].map((v) => (v + half) * 1000),
  });
  return {
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dataVersion: "v1",
    asOf: null,
    history: series.points,
    periods: ["2026-11-01", "2026-12-01", "2027-01-01"],
    forecast: {
      id: "mrr",
      model: "ets",
      mean: [210_000, 220_000, 230_000],
      intervals: { 95: band(30), 50: band(5), 80: band(20) },
      notes: [],
      backtest: {
        origins: 6,
        n: 18,
        mae: 1,
        rmse: 1,
        wape: 0.04,
        mase: 0.8,
        smape: 0.04,
        bias: -0.01,
        coverage: { 80: 0.75 },
      },
    },
  };
}

export function sampleScore(set: Partial<Score> = {}): Score {
  return {
    n: 24,
    wape: 0.05,
    bias: 0.012,
    mase: 0.7,
    lags: [
      { lag: 1, n: 12, wape: 0.03, bias: 0.01 },
      { lag: 2, n: 12, wape: 0.06, bias: -0.02 },
    ],
    skill: { against: "seasonal naive", value: 0.22, lower: 0.09, upper: 0.33, level: 90, verdict: "better" },
    coverage: [{ level: 80, hits: 19, n: 24, lower: 0.6, upper: 0.91 }],
    ...set,
  };
}

export function recordData(set: Partial<TrackRecord> = {}): TrackRecord {
  const method = (id: string, kind: MethodRecord["kind"], label: string, score: Score): MethodRecord => ({
    id,
    kind,
    label,
    firstPublished: score,
    asKnownNow: { ...score, wape: (score.wape ?? 0) + 0.01 },
  });
  const actuals = mrrSeries().points.map(({ period, value, partial }) => {
    const restated = period === "2026-05-01";
    return {
      period,
      first: restated ? 155_000 : value,
      latest: value,
      partial,
      ...(restated ? { restatedAt: "2026-09-03T08:00:00Z", reason: "refunds booked late" } : {}),
    };
  });
  const snapshot = (month: number, values: number[]): TrackRecord["snapshots"][number] => ({
    id: `s${month}`,
    method: "auto",
    issuedAt: `2026-${String(month).padStart(2, "0")}-01T09:00:00Z`,
    points: values.map((value, i) => ({
      period: new Date(Date.UTC(2026, month - 1 + i, 1)).toISOString().slice(0, 10),
      lag: i + 1,
      value,
    })),
  });
  return {
    metric: "mrr",
    label: "MRR",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dataVersion: "v1",
    actuals,
    snapshots: [
      snapshot(5, [148_000, 155_000]),
      snapshot(6, [162_000, 168_000]),
      snapshot(11, [209_000, 215_000]),
    ],
    methods: [
      method("auto", "model", "Model", sampleScore()),
      method(
        "plan",
        "plan",
        "Plan",
        sampleScore({
          bias: -0.04,
          skill: {
            against: "seasonal naive",
            value: -0.05,
            lower: -0.2,
            upper: 0.1,
            level: 90,
            verdict: "cannot-tell",
          },
        }),
      ),
      method("override", "override", "Override", sampleScore({ n: 5 })),
    ],
    ...set,
  };
}
