import { z } from "zod";
import { DimensionName, Grain, IsoDate, IsoInstant, Where } from "./query.ts";

/** Names of the reports. */
export const ReportName = z
  .enum(
    ["funnel", "movements", "cohorts", "attribution", "pipeline", "velocity", "improve", "account"],
    "not a report; one of funnel, movements, cohorts, attribution, pipeline, velocity, improve, account",
  )
  .meta({ id: "ReportName" });
export type ReportName = z.infer<typeof ReportName>;

/** What to report on. `options` are the report's own; GET /v1/reports lists them. */
export const ReportRequest = z
  .strictObject({
    report: ReportName,
    from: IsoDate.optional(),
    to: IsoDate.optional().meta({ description: "First day that no longer counts" }),
    grain: Grain.default("month"),
    by: z.array(DimensionName).max(5).default([]),
    where: Where.default({}),
    asOf: IsoInstant.nullable().default(null),
    set: z.record(z.string(), z.string()).default({}).meta({ description: "Settings for this report alone" }),
    options: z.record(z.string(), z.string().max(1000)).default({}),
  })
  .meta({ id: "ReportRequest" });
/** A report request with its defaults filled in. */
export type ReportRequest = z.infer<typeof ReportRequest>;
/** A report request as a caller writes it. */
export type ReportRequestInput = z.input<typeof ReportRequest>;

/** One column of a report's table: what its cells are, in which unit. */
export const ReportColumn = z
  .object({
    id: z.string(),
    label: z.string(),
    unit: z
      .enum(["text", "date", "instant", "currency", "count", "fraction", "days", "months", "ratio"])
      .meta({ description: "Money is in the report's currency" }),
  })
  .meta({ id: "ReportColumn" });
export type ReportColumn = z.infer<typeof ReportColumn>;

const ReportRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** One row of a report's table, by column id. Null is undefined, or not yet known. */
export type ReportRow = z.infer<typeof ReportRow>;

/** One table of a report. */
export const ReportTable = z
  .object({
    id: z.string(),
    title: z.string(),
    columns: z.array(ReportColumn),
    rows: z.array(ReportRow),
  })
  .meta({ id: "ReportTable" });
export type ReportTable = z.infer<typeof ReportTable>;

/** A report: its tables, and what a reader must know to read them. */
export const Report = z
  .object({
    report: ReportName,
    title: z.string(),
    definition: z
      .string()
      .meta({ description: "Report id and version, with settings that are not at their default" }),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    grain: Grain,
    timeZone: z.string(),
    currency: z.string().meta({ description: "ISO 4217 code of every amount" }),
    asOf: z.string().nullable(),
    dataVersion: z.string(),
    tables: z.array(ReportTable),
    notes: z.array(z.string()).meta({ description: "What the numbers leave out, and how they are meant" }),
  })
  .meta({ id: "Report" });
export type Report = z.infer<typeof Report>;

/** A report that exists, with its own options. */
export const ReportDescription = z
  .object({
    report: ReportName,
    title: z.string(),
    question: z.string(),
    options: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        values: z.array(z.string()).nullable(),
        initial: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "ReportDescription" });
export type ReportDescription = z.infer<typeof ReportDescription>;

export const ReportList = z.object({ reports: z.array(ReportDescription) }).meta({ id: "ReportList" });
export type ReportList = z.infer<typeof ReportList>;
