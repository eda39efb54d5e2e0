import type { Grain, Unit } from "@foresail/client";

/** Who or what made a forecast. */
export type RecordKind = "model" | "plan" | "override" | "consensus" | "commit" | "naive" | "other";

/** The outcome of a comparison; "cannot-tell" when its interval holds zero, "too-early" below eight scored periods. */
export type Verdict = "better" | "worse" | "cannot-tell" | "too-early";

/** Accuracy at one lag. Lag 1 is the first period that was not complete when the forecast was made. */
export interface LagScore {
  readonly lag: number;
  readonly n: number;
  /** Sum of absolute errors over sum of absolute actuals, a fraction. */
  readonly wape: number | null;
  /** Sum of errors over sum of actuals; error = actual - forecast, so positive means forecasts were too low. */
  readonly bias: number | null;
}

/** Error saved against a reference on the same periods: 0.2 means a fifth less error; with its interval. */
export interface SkillScore {
  /** What it is compared with, such as "seasonal naive". */
  readonly against: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Level of the interval, per cent. */
  readonly level: number;
  readonly verdict: Verdict;
}

/** How often a band held what came, with the Wilson interval of that share. */
export interface CoverageScore {
  /** Nominal level, per cent. */
  readonly level: number;
  readonly hits: number;
  readonly n: number;
  readonly lower: number;
  readonly upper: number;
}

/** Scores of one method under one policy. */
export interface Score {
  /** Scored pairs of forecast and actual. */
  readonly n: number;
  readonly wape: number | null;
  readonly bias: number | null;
  /** Error relative to a seasonal naive forecast in the training data; below 1 is smaller. */
  readonly mase: number | null;
  readonly lags: readonly LagScore[];
  readonly skill: SkillScore | null;
  readonly coverage: readonly CoverageScore[];
}

/** A method and how good its frozen forecasts were, under both policies. */
export interface MethodRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly label: string;
  /** Against the actuals as first published. */
  readonly firstPublished: Score;
  /** Against the actuals as known now. */
  readonly asKnownNow: Score;
}

/** An actual value with its history: what was first published, and what is known now. */
export interface RecordActual {
  readonly period: string;
  readonly first: number | null;
  readonly latest: number | null;
  readonly partial: boolean;
  /** When it was last restated, and why, where that is known. */
  readonly restatedAt?: string | null;
  readonly reason?: string | null;
}

/** A frozen forecast. */
export interface RecordSnapshot {
  readonly id: string;
  /** Id of the method that made it. */
  readonly method: string;
  /** When it was issued, an instant. */
  readonly issuedAt: string;
  readonly points: readonly {
    readonly period: string;
    readonly lag: number;
    readonly value: number;
  }[];
}

/** The track record of a metric: frozen forecasts, actuals as they became known, scores. */
export interface TrackRecord {
  readonly metric: string;
  readonly label?: string;
  readonly definition: string;
  readonly unit: Unit;
  readonly currency?: string;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly dataVersion: string;
  readonly actuals: readonly RecordActual[];
  /** Oldest first. */
  readonly snapshots: readonly RecordSnapshot[];
  readonly methods: readonly MethodRecord[];
}
