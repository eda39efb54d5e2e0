import { z } from "zod";
import { Direction } from "./catalogue.ts";
import { Grain, IsoDate, IsoInstant, Unit, Where } from "./query.ts";

/** What to explain: one metric in one period, of the rows that `where` keeps. */
export const ExplainRequest = z
  .strictObject({
    metric: z.string().min(1).max(100),
    period: IsoDate.optional().meta({
      description: "Any day of the period; default: the newest period that is over",
    }),
    grain: Grain.default("month"),
    where: Where.default({}),
    asOf: IsoInstant.nullable().default(null),
    since: IsoInstant.nullable().default(null).meta({
      description: "Also say what changed since that moment",
    }),
    set: z.record(z.string(), z.string()).default({}),
    limit: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(100)
      .meta({ description: "Most rows behind to return" }),
  })
  .meta({ id: "ExplainRequest" });
/** An explain request with its defaults filled in. */
export type ExplainRequest = z.infer<typeof ExplainRequest>;
/** An explain request as a caller writes it. */
export type ExplainRequestInput = z.input<typeof ExplainRequest>;

const RowBehind = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** One row behind a number, by column. */
export type RowBehind = z.infer<typeof RowBehind>;

/** One input of the calculation: a measure, another metric, or a setting. */
export const ExplainedInput = z
  .object({
    name: z.string(),
    value: z.number().nullable(),
    from: z.string().meta({ description: "What it is, in words: the fact and date, or the setting" }),
  })
  .meta({ id: "ExplainedInput" });
export type ExplainedInput = z.infer<typeof ExplainedInput>;

/** The rows that one measure was counted or summed from. */
export const RowsBehind = z
  .object({
    measure: z.string(),
    facts: z.array(z.string()),
    bucket: z.string(),
    value: z.number().nullable(),
    total: z.number().int().meta({ description: "How many rows there are, returned or not" }),
    columns: z.array(z.string()),
    rows: z.array(RowBehind),
  })
  .meta({ id: "RowsBehind" });
export type RowsBehind = z.infer<typeof RowsBehind>;

/** What changed in the rows of one measure. */
export const ChangedRows = z
  .object({
    measure: z.string(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    addedTotal: z
      .number()
      .int()
      .meta({ description: "How many rows there are now and were not then, returned or not" }),
    removedTotal: z.number().int(),
    added: z.array(RowBehind),
    removed: z.array(RowBehind),
    complete: z.boolean().meta({ description: "False where there are more rows than were compared" }),
  })
  .meta({ id: "ChangedRows" });
export type ChangedRows = z.infer<typeof ChangedRows>;

/** One number, explained: in words, with its formula, its inputs, the SQL that was run and the rows behind it. */
export const Explanation = z
  .object({
    metric: z.string(),
    definition: z.string(),
    label: z.string(),
    question: z.string(),
    words: z
      .string()
      .meta({ description: "One sentence: what the number is, of when, and how it comes about" }),
    formula: z.string(),
    calculation: z.string().meta({ description: "The formula with the numbers in it" }),
    source: z.string().nullable(),
    unit: Unit,
    currency: z.string().optional(),
    direction: Direction,
    grain: Grain,
    period: z.object({
      starts: z.iso.date(),
      ends: z.iso.date().meta({ description: "First day that no longer counts" }),
      partial: z.boolean(),
    }),
    timeZone: z.string(),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    inputs: z.array(ExplainedInput),
    settings: z.record(z.string(), z.union([z.string(), z.number()])),
    measures: z.array(RowsBehind),
    sql: z.object({
      dialect: z.string(),
      text: z.string(),
      parameters: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
    asOf: z.string().nullable(),
    dataVersion: z.string(),
    changes: z
      .object({
        since: z.string(),
        value: z.number().nullable().meta({ description: "What was known then" }),
        change: z.number().nullable(),
        measures: z.array(ChangedRows),
      })
      .nullable(),
  })
  .meta({ id: "Explanation" });
export type Explanation = z.infer<typeof Explanation>;
