import { z } from "zod";
import { Direction } from "./catalogue.ts";
import { DimensionName, Grain, IsoDate, IsoInstant, Unit, Where } from "./query.ts";

/** Which targets: of one metric, over which periods. */
export const TargetsRequest = z
  .strictObject({
    metric: z.string().min(1).max(100),
    by: z.array(DimensionName).max(5).default([]),
    where: Where.default({}),
    from: IsoDate.optional(),
    to: IsoDate.optional().meta({ description: "First day that no longer counts" }),
    grain: Grain.default("month"),
    asOf: IsoInstant.nullable().default(null),
    set: z.record(z.string(), z.string()).default({}),
  })
  .meta({ id: "TargetsRequest" });
/** A request of targets with its defaults filled in. */
export type TargetsRequest = z.infer<typeof TargetsRequest>;
/** A request of targets as a caller writes it. */
export type TargetsRequestInput = z.input<typeof TargetsRequest>;

/** One period against its target. */
export const TargetPoint = z
  .object({
    period: z.iso.date(),
    value: z.number().nullable().meta({ description: "So far, where the period is not over" }),
    target: z.number().nullable(),
    gap: z.number().nullable().meta({ description: "Target less value; below 0 where the value is larger" }),
    attainment: z.number().nullable().meta({ description: "Value over target; null where the target is 0" }),
    met: z.boolean().nullable().meta({
      description: "Whether the value is at the target, or on its good side; null where either is missing",
    }),
    daysLeft: z.number().int().meta({ description: "Days of the period that are not over, today included" }),
    requiredPerDay: z.number().nullable().meta({
      description: "What each day left must add; null where met, over, without target, or for a rate",
    }),
    requiredPerWeek: z.number().nullable().meta({
      description: "The same for a week; the whole gap where less than a week is left",
    }),
    partial: z.boolean(),
  })
  .meta({ id: "TargetPoint" });
export type TargetPoint = z.infer<typeof TargetPoint>;

/** One metric for one combination of dimension values, against its targets. */
export const TargetSeries = z
  .object({
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    direction: Direction,
    grain: Grain,
    timeZone: z.string(),
    dimensions: z.record(z.string(), z.string().nullable()),
    points: z.array(TargetPoint),
  })
  .meta({ id: "TargetSeries" });
export type TargetSeries = z.infer<typeof TargetSeries>;

export const TargetsResult = z
  .object({ series: z.array(TargetSeries), asOf: z.string().nullable(), dataVersion: z.string() })
  .meta({ id: "TargetsResult" });
export type TargetsResult = z.infer<typeof TargetsResult>;

/** One target as it is set. */
export const TargetRow = z
  .strictObject({
    metric: z.string().min(1).max(100),
    periodStart: IsoDate.meta({ description: "First day of the period" }),
    grain: Grain,
    value: z.number(),
    dimensions: z
      .record(DimensionName, z.string().nullable())
      .nullable()
      .default(null)
      .meta({ description: "What it is for; null: the whole" }),
    version: z.string().max(100).nullable().default(null).meta({
      description: "Names a plan; of several versions the one recorded last counts, the others are kept",
    }),
  })
  .meta({ id: "TargetRow" });
export type TargetRow = z.infer<typeof TargetRow>;

/** PUT /v1/targets: targets to set; those not named stay. */
export const TargetChanges = z
  .strictObject({ targets: z.array(TargetRow).min(1).max(10_000) })
  .meta({ id: "TargetChanges" });
export type TargetChanges = z.infer<typeof TargetChanges>;
export type TargetChangesInput = z.input<typeof TargetChanges>;
