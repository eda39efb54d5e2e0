import { z } from "zod";

/** Calendar grain of a query: the length of one period. */
export const Grain = z
  .enum(["day", "week", "month", "quarter", "year"], "not a grain; one of day, week, month, quarter, year")
  .meta({ id: "Grain" });
export type Grain = z.infer<typeof Grain>;

const sensibleYear = /^(19|2\d)\d{2}-/;

/** A calendar date, `yyyy-MM-dd`, from 1900 to 2999. */
export const IsoDate = z.iso
  .date({ error: "not a calendar date; write yyyy-MM-dd", abort: true })
  .regex(sensibleYear, "not in a year from 1900 to 2999")
  .meta({ description: "A calendar date, yyyy-MM-dd", example: "2026-01-01" });

/** An instant: a calendar date (its first moment in the tenant's time zone) or an ISO 8601 date-time with offset. */
export const IsoInstant = z
  .union(
    [z.iso.date().regex(sensibleYear), z.iso.datetime({ offset: true }).regex(sensibleYear)],
    "not an instant; write yyyy-MM-dd, or a date-time with offset as 2026-01-31T09:00:00Z",
  )
  .meta({ description: "A date (its first moment in the tenant's time zone) or a date-time with offset" });

/** Name of a dimension: a column (`owner`, `region`) or an extra column (`attributes.series`). */
export const DimensionName = z
  .string()
  .regex(
    /^(attributes\.[^\p{Cc}"\\]{1,100}|[A-Za-z_][A-Za-z0-9_ -]{0,62})$/u,
    "not the name of a dimension; write a column, or attributes.x",
  )
  .meta({
    description: "A column of the row, its account, owner or product; attributes.x for an extra column",
  });

/** Rows kept: values of one dimension are alternatives (OR), several dimensions must all hold (AND). */
export const Where = z.record(DimensionName, z.array(z.string().nullable()).min(1).max(1000));

/** One request of KPIs: which metrics, split how, over which periods, known when. */
export const Query = z
  .strictObject({
    metrics: z.array(z.string().min(1).max(100)).min(1).max(50),
    by: z.array(DimensionName).max(5).default([]),
    where: Where.default({}),
    from: IsoDate.optional().meta({
      description: "First day, inclusive; default: the first period with data",
    }),
    to: IsoDate.optional().meta({
      description: "Last day, exclusive; default: the end of the last period with data",
    }),
    grain: Grain.default("month"),
    asOf: IsoInstant.nullable().default(null).meta({ description: "Only what was recorded by then counts" }),
    compare: z.enum(["previous", "year"]).nullable().optional().meta({
      description:
        "Each period beside the one before it, or the same one a year earlier; a clipped one beside the same days",
    }),
    set: z.record(z.string(), z.string()).default({}).meta({ description: "Settings for this query alone" }),
  })
  .meta({ id: "Query" });
/** A query with its defaults filled in. */
export type Query = z.infer<typeof Query>;
/** A query as a caller writes it. */
export type QueryInput = z.input<typeof Query>;

export const Unit = z.enum(["currency", "count", "fraction", "days", "months", "ratio"]).meta({ id: "Unit" });
export type Unit = z.infer<typeof Unit>;

/** The period that a point is compared with. `relative` is the change over the size of the base, null where that is 0. */
export const Comparison = z
  .object({
    period: z.iso.date().meta({ description: "First day of the period compared with" }),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    change: z.number().nullable(),
    relative: z.number().nullable(),
  })
  .meta({ id: "Comparison" });
export type Comparison = z.infer<typeof Comparison>;

/** One period of one series. `value` is null where it is undefined; numerator and denominator only for ratios. */
export const Point = z
  .object({
    period: z.iso.date().meta({ description: "First day of the period" }),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    partial: z.boolean().meta({ description: "Clipped by the range, or not over at asOf or now" }),
    comparison: Comparison.optional().meta({ description: "Only where the query compares" }),
  })
  .meta({ id: "Point" });
export type Point = z.infer<typeof Point>;

/** One metric for one combination of dimension values. */
export const Series = z
  .object({
    metric: z.string(),
    definition: z.string().meta({ description: "Definition id and version", example: "win_rate@1" }),
    unit: Unit,
    currency: z.string().optional().meta({ description: "ISO 4217 code, where the unit is currency" }),
    grain: Grain,
    timeZone: z.string(),
    dimensions: z.record(z.string(), z.string().nullable()),
    points: z.array(Point),
  })
  .meta({ id: "Series" });
export type Series = z.infer<typeof Series>;

export const QueryResult = z
  .object({
    series: z.array(Series),
    asOf: z.string().nullable(),
    dataVersion: z.string().meta({ description: "Changes with every accepted batch of the tenant" }),
  })
  .meta({ id: "QueryResult" });
export type QueryResult = z.infer<typeof QueryResult>;
