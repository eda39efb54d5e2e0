import { z } from "zod";
import { ForecastModel, Level } from "./forecast.ts";
import { Grain, IsoDate, IsoInstant, Unit, Where } from "./query.ts";

/** Who made a forecast. `naive` is the benchmark that is frozen beside every model. */
export const SnapshotKind = z
  .enum(["naive", "model", "plan", "override", "consensus"])
  .meta({ id: "SnapshotKind" });
export type SnapshotKind = z.infer<typeof SnapshotKind>;

export const SnapshotPoint = z
  .object({
    period: IsoDate,
    lag: z
      .number()
      .int()
      .meta({ description: "1 for the first period that was not complete at the data cut-off" }),
    value: z.number(),
    intervals: z.record(z.string(), z.object({ lower: z.number(), upper: z.number() })),
  })
  .meta({ id: "SnapshotPoint" });
export type SnapshotPoint = z.infer<typeof SnapshotPoint>;

/** A forecast as it was frozen: it never changes; a correction is another snapshot. */
export const Snapshot = z
  .object({
    id: z.string().meta({ description: "The first 16 digits of the content's hash" }),
    contentHash: z
      .string()
      .meta({ description: "SHA-256 of the canonical JSON of all but id, contentHash, recordedAt" }),
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    grain: Grain,
    where: Where,
    kind: SnapshotKind,
    label: z
      .string()
      .meta({ description: "The model, plan or person; with the kind, what is scored together" }),
    issuedAt: z.string().meta({ description: "When it was made" }),
    dataCutoff: IsoDate.meta({ description: "Data before this day were used" }),
    model: z.string().nullable(),
    notes: z.array(z.string()),
    points: z.array(SnapshotPoint),
    recordedAt: z
      .string()
      .meta({ description: "When the store received it: later than issuedAt for a replay" }),
  })
  .meta({ id: "Snapshot" });
export type Snapshot = z.infer<typeof Snapshot>;

/** Freezes a model's forecast of a metric, and the seasonal naive one beside it. */
export const FreezeForecast = z.strictObject({
  metric: z.string(),
  grain: Grain.default("month"),
  where: Where.default({}),
  horizon: z.number().int().min(1).max(120),
  season: z.number().int().min(1).max(400).optional(),
  model: ForecastModel.default("auto"),
  levels: z.array(Level).min(1).max(5).default([50, 80, 95]),
  asOf: IsoInstant.optional().meta({ description: "Replays a freeze from what was known then" }),
});
export type FreezeForecast = z.infer<typeof FreezeForecast>;

/** Freezes forecasts made elsewhere, in the columns of the Forecast Table Schema. */
export const FreezeFile = z.strictObject({
  kind: SnapshotKind,
  label: z.string().min(1).max(100).optional().meta({ description: "Default: the rows' method_id" }),
  grain: Grain.default("month"),
  file: z.strictObject({ name: z.string(), text: z.string() }).meta({
    description:
      "CSV: series_id, timestamp, forecast; optional origin_timestamp, horizon, method_id, lo90, hi90",
  }),
});
export type FreezeFile = z.infer<typeof FreezeFile>;

export const FreezeRequest = z.union([FreezeForecast, FreezeFile]).meta({ id: "FreezeRequest" });
export type FreezeRequest = z.infer<typeof FreezeRequest>;
export type FreezeRequestInput = z.input<typeof FreezeRequest>;

export const FreezeResponse = z
  .object({
    snapshots: z.array(Snapshot),
    unchanged: z.number().int().meta({ description: "Frozen before, word for word" }),
  })
  .meta({ id: "FreezeResponse" });
export type FreezeResponse = z.infer<typeof FreezeResponse>;

export const SnapshotList = z.object({ snapshots: z.array(Snapshot) }).meta({ id: "SnapshotList" });
export type SnapshotList = z.infer<typeof SnapshotList>;
