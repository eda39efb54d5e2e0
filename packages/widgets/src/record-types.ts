import type { Snapshot, TrackRecord, Verdict } from "@foresail/client";

/** Accuracy at one lag. Lag 1 is the first period that was not complete when the forecast was made. */
export interface LagScore {
  readonly lag: number;
  readonly n: number;
  /** Sum of absolute errors over sum of absolute actuals, a fraction. */
  readonly wape: number | null;
  /** Sum of errors over sum of actuals; error = actual - forecast, so positive means forecasts were too low. */
  readonly bias: number | null;
  /** The API's verdict on the bias: "no clear bias", "too low by 3.1 %", "too early to say". */
  readonly biasInWords: string;
}

/** Error saved against a reference on the same periods: 0.2 means a fifth less error; with its 90 % interval. */
export interface SkillScore {
  readonly value: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly verdict: Verdict;
}

/** How often a band held what came. */
export interface CoverageScore {
  /** Nominal level, per cent. */
  readonly level: number;
  readonly hits: number;
  readonly n: number;
}

/** Scores of one method under one policy. */
export interface Score {
  /** Scored pairs of forecast and actual. */
  readonly n: number;
  readonly wape: number | null;
  readonly bias: number | null;
  readonly biasInWords: string;
  readonly lags: readonly LagScore[];
  /** Against the seasonal naive forecast; null for that one itself. */
  readonly skill: SkillScore | null;
  readonly coverage: readonly CoverageScore[];
}

/** A forecaster and how good its frozen forecasts were, under both policies. */
export interface MethodRecord {
  /** Kind and label, `model:auto`. */
  readonly id: string;
  readonly kind: Snapshot["kind"];
  readonly label: string;
  /** Against the actuals as first published. */
  readonly firstPublished: Score;
  /** Against the actuals as known now; null where it was not scored so. */
  readonly asKnown: Score | null;
}

/** A track record as the widgets read it: the API's answer, its scores gathered by forecaster. */
export interface ReadRecord {
  readonly wire: TrackRecord;
  readonly methods: readonly MethodRecord[];
}
