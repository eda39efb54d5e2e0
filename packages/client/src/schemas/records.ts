import { z } from "zod";
import { IsoInstant } from "./query.ts";

/** Canonical tables that can be imported. */
export const TableName = z
  .enum([
    "accounts",
    "people",
    "touchpoints",
    "spend",
    "opportunities",
    "opportunity_changes",
    "stages",
    "subscriptions",
    "invoices",
    "payments",
    "events",
    "products",
    "owners",
    "targets",
    "fx_rates",
  ])
  .meta({ id: "TableName" });
export type TableName = z.infer<typeof TableName>;

/** How one canonical column is filled: from a source column, by a value table, or with a constant. */
export const ColumnMapping = z.union(
  [
    z.string(),
    z.strictObject({
      from: z.string(),
      values: z.record(z.string(), z.string()).optional(),
      decimal: z.enum([".", ","]).optional(),
      unit: z.enum(["cents", "micros", "percent"]).optional(),
      format: z.string().optional(),
    }),
    z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
  ],
  'not a mapping; write a source column, {"from": column, values, decimal, unit, format} or {"value": constant}',
);
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** A map file: which source columns feed which canonical columns. */
export const ImportMap = z
  .strictObject({
    table: TableName.optional(),
    columns: z.record(z.string(), ColumnMapping).default({}),
    attributes: z.array(z.string()).default([]),
  })
  .meta({ id: "ImportMap" });
export type ImportMap = z.infer<typeof ImportMap>;

/** Something to know about rows that were kept: counted, with examples. */
export const ImportWarning = z
  .object({
    code: z.enum([
      "missing_date",
      "missing_reference",
      "unknown_reference",
      "missing_rate",
      "unmapped_column",
    ]),
    column: z.string(),
    count: z.number().int(),
    examples: z.array(z.string()),
    message: z.string(),
  })
  .meta({ id: "ImportWarning" });
export type ImportWarning = z.infer<typeof ImportWarning>;

/** One row that was not accepted, and why. */
export const Reject = z
  .object({
    file: z.string().nullable(),
    line: z
      .number()
      .int()
      .meta({ description: "Line of the file (header = 1), or 1-based position of a record" }),
    code: z.string().meta({ example: "bad_date" }),
    column: z.string().nullable(),
    value: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: "Reject" });
export type Reject = z.infer<typeof Reject>;

/** What an import did. `rejects` holds the first hundred; the rejects file holds all. */
export const ImportReport = z
  .object({
    table: TableName,
    rows: z.number().int(),
    accepted: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    warnings: z.array(ImportWarning),
    rejectsFile: z.string().nullable(),
    rejects: z.array(Reject),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;

/** Options of an import, whether of files or of records. */
export const ImportOptions = z
  .strictObject({
    recordedAt: IsoInstant.optional().meta({ description: "Dates a backfill, and marks it so" }),
    full: z.boolean().default(false).meta({ description: "Rows that are absent are deleted" }),
    strict: z.boolean().default(false).meta({ description: "One rejected row and nothing is written" }),
  })
  .meta({ id: "ImportOptions" });
export type ImportOptions = z.infer<typeof ImportOptions>;

/** Body of POST /v1/records/:table. Values are strings, numbers, booleans or null, by canonical column. */
export const RecordsRequest = z
  .strictObject({
    ...ImportOptions.shape,
    rows: z
      .array(
        z.record(
          z.string(),
          z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), z.unknown())]),
        ),
      )
      .min(1)
      .max(10_000),
  })
  .meta({ id: "RecordsRequest" });
export type RecordsRequest = z.infer<typeof RecordsRequest>;
