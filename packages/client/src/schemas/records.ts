import { z } from "zod";
import { IsoInstant } from "./query.ts";
import { TableName } from "./table-name.ts";

export * from "./import-map.ts";
export * from "./table-name.ts";

/** Something to know about rows that were kept: counted, with examples. */
export const ImportWarning = z
  .object({
    code: z.enum([
      "missing_date",
      "missing_reference",
      "unknown_reference",
      "merged_reference",
      "missing_rate",
      "rounded_amount",
      "unmapped_column",
      "incomplete_export",
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

/** How one file of an import was read. */
export const FileReading = z
  .object({
    file: z.string(),
    export: z
      .string()
      .meta({ example: "salesforce:opportunity", description: "csv:<table> without a source" }),
    rows: z.number().int().meta({ description: "Rows of the table that came of the file" }),
    skipped: z.number().int().meta({ description: "Rows that are not of this table" }),
    columns: z.record(z.string(), z.string()).meta({ description: "Canonical column, and what fills it" }),
    notes: z.array(z.string()).meta({ description: "Formats that were found, and other remarks" }),
  })
  .meta({ id: "FileReading" });
export type FileReading = z.infer<typeof FileReading>;

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
    batch: z
      .number()
      .int()
      .nullable()
      .optional()
      .meta({ description: "What an undo names; null where nothing was written" }),
    files: z.array(FileReading).optional(),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;

/** Options of an import, whether of files or of records. */
export const ImportOptions = z
  .strictObject({
    recordedAt: IsoInstant.optional().meta({ description: "Dates a backfill, and marks it so" }),
    full: z.boolean().default(false).meta({ description: "Rows that are absent are deleted" }),
    strict: z.boolean().default(false).meta({ description: "One rejected row and nothing is written" }),
    dateFormat: z.string().optional().meta({ description: "How a source's files write dates: dd/MM/yyyy" }),
    decimal: z.enum([".", ","]).optional().meta({ description: "The decimal separator of a source's files" }),
    sourceTimeZone: z
      .string()
      .optional()
      .meta({ description: "IANA zone of times without an offset in a source's files" }),
    dryRun: z.boolean().optional().meta({ description: "Says what would be written, and writes nothing" }),
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

/** What an undo did: a batch of its own, in which the rows are what they would be without the batch that is undone. */
export const UndoReport = z
  .object({
    undone: z.number().int(),
    batch: z.number().int().meta({ description: "The batch that undoes it" }),
    table: TableName,
    restored: z.number().int().meta({ description: "Rows that are again what they were before" }),
    removed: z.number().int().meta({ description: "Rows that were not there before" }),
    kept: z.number().int().meta({ description: "Rows that a later batch has replaced since" }),
  })
  .meta({ id: "UndoReport" });
export type UndoReport = z.infer<typeof UndoReport>;
