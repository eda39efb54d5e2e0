import type {
  MetricForecast,
  PolicyRecord,
  RecordScore,
  Snapshot,
  TrackRecord,
  Verdict,
} from "@foresail/client";
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

const verdicts = {
  better: { skill: 0.22, skillInterval: { lower: 0.09, upper: 0.33 } },
  "cannot tell": { skill: -0.05, skillInterval: { lower: -0.2, upper: 0.1 } },
  worse: { skill: -0.4, skillInterval: { lower: -0.6, upper: -0.2 } },
  "too early to say": { skill: null, skillInterval: null },
};

type Forecaster = Pick<Snapshot, "kind" | "label">;

/** Scores of one forecaster: over all lags, and at lags 1 and 2. */
function scores(who: Forecaster, n: number, bias: number, verdict: Verdict, restated = 0): RecordScore[] {
  return [null, 1, 2].map((lag) => ({
    ...who,
    lag,
    n: lag === null ? n : n / 2,
    origins: n / 2,
    mae: 1,
    wape: 0.04 + restated + (lag === null ? 0.01 : lag === 1 ? -0.01 : 0.02),
    bias: lag === null ? bias : bias * lag,
    biasInWords:
      verdict === "better" && lag !== 2 ? `too low by ${(100 * bias).toFixed(1)} %` : "no clear bias",
    mase: 0.7,
    skill: {
      n,
      ownMae: 1,
      otherMae: 1,
      difference: 0,
      differenceInterval: null,
      ...verdicts[verdict],
      verdict,
    },
    coverage: { "80": { n: 24, hits: 19, share: 19 / 24, lower: 0.6, upper: 0.91 } },
    verdict,
  }));
}

/** A record as the API answers it: a model better than naive, a plan that cannot be told from it, a new override. */
export function recordData({ scored = 24 }: { scored?: number } = {}): TrackRecord {
  const model: Forecaster = { kind: "model", label: "auto" };
  const policy = (restated: number): PolicyRecord => ({
    scores: [
      ...scores({ kind: "naive", label: "seasonal_naive" }, 24, 0.04, "cannot tell", restated),
      ...scores(model, scored, 0.012, "better", restated),
      ...scores({ kind: "plan", label: "budget" }, 24, -0.04, "cannot tell", restated),
      ...scores({ kind: "override", label: "override" }, 5, -0.02, "too early to say", restated),
    ],
    comparisons: [],
  });
  const actuals = mrrSeries()
    .points.slice(0, -1)
    .map(({ period, value }) => ({
      period,
      firstPublished: period === "2026-05-01" ? 155_000 : value,
      firstPublishedAt: "2026-06-01T08:00:00Z",
      now: value,
      nowKnownAt: period === "2026-05-01" ? "2026-09-03T08:00:00Z" : "2026-06-01T08:00:00Z",
    }));
  const snapshot = (who: Forecaster, month: number, values: number[]): Snapshot => ({
    id: `${who.label}${month}`,
    contentHash: "",
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    where: {},
    ...who,
    issuedAt: `2026-${String(month).padStart(2, "0")}-01T09:00:00Z`,
    dataCutoff: `2026-${String(month).padStart(2, "0")}-01`,
    model: null,
    notes: [],
    points: values.map((value, i) => ({
      period: new Date(Date.UTC(2026, month - 1 + i, 1)).toISOString().slice(0, 10),
      lag: i + 1,
      value,
      intervals: {},
    })),
    recordedAt: "2026-11-01T09:00:00Z",
  });
  return {
    metric: "mrr",
    definition: "mrr@1",
    unit: "currency",
    currency: "USD",
    grain: "month",
    timeZone: "UTC",
    dataVersion: "v1",
    actuals,
    // The newest first, as an API may list them: the element sorts by cut-off.
    snapshots: [
      snapshot(model, 11, [209_000, 215_000]),
      snapshot(model, 5, [148_000, 155_000]),
      snapshot({ kind: "plan", label: "budget" }, 1, [120_000, 130_000]),
      snapshot(model, 6, [162_000, 168_000]),
    ],
    firstPublished: policy(0),
    asKnown: policy(0.01),
    restated: [
      {
        period: "2026-05-01",
        first: 155_000,
        firstKnownAt: "2026-06-01T08:00:00Z",
        now: 150_000,
        nowKnownAt: "2026-09-03T08:00:00Z",
        change: -5000,
        changeFraction: -0.032,
      },
    ],
    excluded: [],
  };
}
