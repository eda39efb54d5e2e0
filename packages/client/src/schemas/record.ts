import { z } from "zod";
import { Grain, IsoDate, Unit } from "./query.ts";
import { Snapshot, SnapshotKind } from "./snapshot.ts";

const Bounds = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** "cannot tell": the interval holds no difference as well; "too early to say": fewer than 8 scored points. */
export const Verdict = z.enum(["better", "worse", "cannot tell", "too early to say"]).meta({ id: "Verdict" });
export type Verdict = z.infer<typeof Verdict>;

/** How one forecast compares with another on the same periods and lags. */
export const Skill = z
  .object({
    n: z.number().int(),
    ownMae: z.number().nullable(),
    otherMae: z.number().nullable(),
    difference: z.number().nullable(),
    differenceInterval: Bounds.meta({ description: "90 %, block bootstrap over origins" }),
    skill: z.number().nullable().meta({ description: "1 - own error / other error" }),
    skillInterval: Bounds,
    verdict: Verdict,
  })
  .meta({ id: "Skill" });
export type Skill = z.infer<typeof Skill>;

/** How good the forecasts of one kind and label were, at one lag or over all (lag null). error = actual - forecast. */
export const RecordScore = z
  .object({
    kind: SnapshotKind,
    label: z.string(),
    lag: z.number().int().nullable(),
    n: z.number().int(),
    origins: z.number().int(),
    mae: z.number().nullable(),
    wape: z.number().nullable(),
    bias: z
      .number()
      .nullable()
      .meta({ description: "Sum of errors over sum of actuals; positive = too low" }),
    biasInWords: z.string(),
    mase: z.number().nullable(),
    skill: Skill.meta({ description: "Against the seasonal naive forecast from the same cut-offs" }),
    coverage: z.record(
      z.string(),
      z.object({
        n: z.number().int(),
        hits: z.number().int(),
        share: z.number(),
        lower: z.number(),
        upper: z.number(),
      }),
    ),
    verdict: Verdict,
  })
  .meta({ id: "RecordScore" });
export type RecordScore = z.infer<typeof RecordScore>;

const Forecaster = z.object({ kind: SnapshotKind, label: z.string() });

/** Scores under one policy, and each forecaster against each earlier step: naive, model, plan, override. */
export const PolicyRecord = z
  .object({
    scores: z.array(RecordScore),
    comparisons: z.array(
      z.object({ from: Forecaster, to: Forecaster, lag: z.number().int().nullable(), result: Skill }),
    ),
  })
  .meta({ id: "PolicyRecord" });
export type PolicyRecord = z.infer<typeof PolicyRecord>;

/** What a period's actual was said to be. */
export const RecordActual = z
  .object({
    period: IsoDate,
    firstPublished: z.number().nullable(),
    firstPublishedAt: z.string(),
    now: z.number().nullable(),
    nowKnownAt: z.string(),
  })
  .meta({ id: "RecordActual" });
export type RecordActual = z.infer<typeof RecordActual>;

/** GET /v1/record: frozen forecasts of a metric, held against its actuals as first published and as known now. */
export const TrackRecord = z
  .object({
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    grain: Grain,
    timeZone: z.string(),
    dataVersion: z.string(),
    actuals: z.array(RecordActual),
    snapshots: z.array(Snapshot),
    firstPublished: PolicyRecord,
    asKnown: PolicyRecord,
    restated: z.array(
      z.object({
        period: IsoDate,
        first: z.number(),
        firstKnownAt: z.string(),
        now: z.number().nullable(),
        nowKnownAt: z.string(),
        change: z.number().nullable(),
        changeFraction: z.number().nullable(),
      }),
    ),
    excluded: z.array(
      z.object({
        snapshot: z.string(),
        period: IsoDate,
        reason: z.enum(["issued_after_actual", "period_before_cutoff", "superseded"]),
      }),
    ),
  })
  .meta({ id: "TrackRecord" });
export type TrackRecord = z.infer<typeof TrackRecord>;
