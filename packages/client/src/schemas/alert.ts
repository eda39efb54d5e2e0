import { z } from "zod";
import { DimensionName, Grain, IsoDate, IsoInstant, Unit, Where } from "./query.ts";

/** What to watch: which metrics, and by which dimensions a change is traced. */
export const AlertsRequest = z
  .strictObject({
    metrics: z.array(z.string().min(1).max(100)).min(1).max(20),
    where: Where.default({}),
    grain: Grain.default("week"),
    from: IsoDate.optional().meta({ description: "First day of the past that is learnt from" }),
    to: IsoDate.optional(),
    asOf: IsoInstant.nullable().default(null),
    set: z.record(z.string(), z.string()).default({}),
    by: z
      .array(DimensionName)
      .max(8)
      .default([])
      .meta({ description: "Dimensions among whose values the cause is looked for" }),
    since: IsoDate.optional().meta({ description: "Only changes found in a period from this day on" }),
    minVolume: z.number().min(0).max(1e12).default(10).meta({
      description: "Least median count, or denominator of a rate, in a period; below it there is no alert",
    }),
  })
  .meta({ id: "AlertsRequest" });
/** A request of alerts with its defaults filled in. */
export type AlertsRequest = z.infer<typeof AlertsRequest>;
/** A request of alerts as a caller writes it. */
export type AlertsRequestInput = z.input<typeof AlertsRequest>;

/** The segment in which a change happened most. */
export const AlertSegment = z
  .object({
    dimension: z.string(),
    value: z.string().nullable(),
    before: z.number().nullable().meta({ description: "The segment's mean before the change" }),
    after: z.number().nullable().meta({ description: "Its mean since" }),
    share: z
      .number()
      .meta({ description: "Part of the change that it makes; above 1 where others went the other way" }),
    usual: z
      .number()
      .meta({ description: "Its part of the whole before: what it would make were the change even" }),
  })
  .meta({ id: "AlertSegment" });
export type AlertSegment = z.infer<typeof AlertSegment>;

/** One change of one metric. */
export const Alert = z
  .object({
    id: z.string().meta({ description: "The same for the same change at every look" }),
    metric: z.string(),
    definition: z.string(),
    label: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    grain: Grain,
    direction: z.enum(["up", "down"]),
    good: z.boolean().nullable().meta({ description: "Whether that is the good way; null where neither is" }),
    start: z.iso.date().meta({ description: "First period of the change, as estimated" }),
    found: z.iso.date().meta({ description: "The period after which it was found" }),
    expected: z.number().meta({ description: "What these periods would be without it, on average" }),
    level: z.number().meta({ description: "What they are on average" }),
    size: z.number().meta({ description: "Level less expected, in usual spreads of one period" }),
    z: z.number().meta({ description: "Standard errors from what is expected, as a normal deviate" }),
    p: z.number().meta({ description: "Chance of as much at one look if nothing had changed" }),
    evidence: z.enum(["clear", "strong", "very strong"]),
    reference: z.number().int().meta({ description: "Periods that the expectation rests on" }),
    state: z.enum(["open", "settled", "returned"]).meta({
      description: "Too early to say, stays at the new level, or is back at the old one",
    }),
    segment: AlertSegment.nullable().meta({
      description: "Null where no dimension was asked for, or the change is even over all of them",
    }),
    text: z.string().meta({ description: "What changed, when, how sure, in one line" }),
  })
  .meta({ id: "Alert" });
export type Alert = z.infer<typeof Alert>;

/** How far a metric could be watched. */
export const Watched = z
  .object({
    metric: z.string(),
    periods: z.number().int().meta({ description: "Periods that are over and have a value" }),
    needed: z.number().int().meta({ description: "Periods before the first look" }),
    note: z.string().nullable().meta({ description: "Why there can be no alert; null where there can" }),
  })
  .meta({ id: "Watched" });
export type Watched = z.infer<typeof Watched>;

export const AlertList = z
  .object({
    alerts: z.array(Alert).meta({ description: "Newest first" }),
    watched: z.array(Watched),
    asOf: z.string().nullable(),
    dataVersion: z.string(),
  })
  .meta({ id: "AlertList" });
export type AlertList = z.infer<typeof AlertList>;
