import { z } from "zod";
import { Direction } from "./catalogue.ts";
import { DimensionName, Grain, IsoDate, IsoInstant, Unit, Where } from "./query.ts";

/** Which baselines: of some metrics, split how, after which period. */
export const BaselineRequest = z
  .strictObject({
    metrics: z.array(z.string().min(1).max(100)).min(1).max(20),
    by: z.array(DimensionName).max(5).default([]),
    where: Where.default({}),
    from: IsoDate.optional(),
    to: IsoDate.optional().meta({ description: "First day that no longer counts" }),
    grain: Grain.default("month"),
    asOf: IsoInstant.nullable().default(null),
    set: z.record(z.string(), z.string()).default({}),
    periods: z.number().int().min(1).max(520).optional().meta({
      description: "Periods before the newest; default: 28 days, 26 weeks, 12 months, 8 quarters, 5 years",
    }),
  })
  .meta({ id: "BaselineRequest" });
/** A baseline request with its defaults filled in. */
export type BaselineRequest = z.infer<typeof BaselineRequest>;
/** A baseline request as a caller writes it. */
export type BaselineRequestInput = z.input<typeof BaselineRequest>;

/** One earlier period that the newest one is held against. */
export const SameSeason = z
  .object({
    period: z.iso.date(),
    value: z.number(),
    change: z.number().meta({ description: "Newest value less this one" }),
    relative: z
      .number()
      .nullable()
      .meta({ description: "Change over the size of this one; null where that is 0" }),
  })
  .meta({ id: "SameSeason" });
export type SameSeason = z.infer<typeof SameSeason>;

/** What a series usually is: median and spread of the periods before its newest one. Null where there are too few. */
export const Baseline = z
  .object({
    period: z.iso.date().nullable().meta({ description: "The newest period that is over and has a value" }),
    value: z.number().nullable(),
    n: z.number().int().meta({ description: "Periods that the baseline rests on" }),
    periods: z.array(z.iso.date()).meta({ description: "These periods, oldest first" }),
    median: z.number().nullable(),
    spread: z.number().nullable().meta({
      description:
        "1.4826 times the median distance from the median: the standard deviation of normal values",
    }),
    lowerQuartile: z.number().nullable(),
    upperQuartile: z.number().nullable(),
    interquartileRange: z.number().nullable(),
    deviation: z.number().nullable().meta({
      description: "(value - median) / spread; null without a spread",
    }),
    sameSeason: SameSeason.nullable().meta({ description: "The same period a year earlier" }),
  })
  .meta({ id: "Baseline" });
export type Baseline = z.infer<typeof Baseline>;

/** The baseline of one metric for one combination of dimension values. */
export const SeriesBaseline = z
  .object({
    metric: z.string(),
    definition: z.string(),
    unit: Unit,
    currency: z.string().optional(),
    direction: Direction,
    grain: Grain,
    dimensions: z.record(z.string(), z.string().nullable()),
    baseline: Baseline,
  })
  .meta({ id: "SeriesBaseline" });
export type SeriesBaseline = z.infer<typeof SeriesBaseline>;

export const BaselineList = z
  .object({ baselines: z.array(SeriesBaseline), asOf: z.string().nullable(), dataVersion: z.string() })
  .meta({ id: "BaselineList" });
export type BaselineList = z.infer<typeof BaselineList>;
