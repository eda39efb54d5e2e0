import { z } from "zod";
import { TableName } from "./table-name.ts";

/** A source column, or several of which the first that is not empty counts. */
const SourceColumns = z.union([z.string(), z.array(z.string()).min(1)]);

/** Whether a row is meant: by the texts of a column, by its being empty, or by its reading as true. */
export const RowCondition = z
  .strictObject({
    column: SourceColumns,
    in: z.array(z.string()).optional().meta({ description: "Texts that hold, in any case" }),
    notIn: z.array(z.string()).optional(),
    empty: z.boolean().optional(),
    is: z.boolean().optional().meta({ description: "true/false, yes/no, 1/0 in any case; empty is false" }),
  })
  .meta({ id: "RowCondition" });
export type RowCondition = z.infer<typeof RowCondition>;

const When = z.union([RowCondition, z.array(RowCondition)]);

const FromColumn = z.strictObject({
  from: SourceColumns,
  values: z.record(z.string(), z.string()).optional(),
  boolean: z.strictObject({ true: z.string().optional(), false: z.string().optional() }).optional(),
  decimal: z.enum([".", ","]).optional(),
  unit: z.enum(["cents", "micros", "percent", "minor"]).optional(),
  currency: z.string().optional().meta({ description: "With unit minor: the column of the currency" }),
  format: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  timeZone: z.string().optional().meta({ description: "IANA zone of times without an offset" }),
  part: z.literal("day").optional(),
  atMost: z.string().optional(),
  when: When.optional(),
});

const Constant = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean()]),
  when: When.optional(),
});
const Template = z.strictObject({ template: z.string(), when: When.optional() });
const Quotient = z.strictObject({
  divide: z.array(SourceColumns).min(2),
  atMost: z.string().optional(),
  when: When.optional(),
});
const Difference = z.strictObject({
  subtract: z.array(SourceColumns).min(2),
  unit: z.literal("minor").optional(),
  currency: z.string().optional().meta({ description: "With unit minor: the column of the currency" }),
  when: When.optional(),
});
const TextObject = z.strictObject({ object: z.record(z.string(), SourceColumns) });
const SingleMapping = z.union([z.string(), FromColumn, Constant, Template, Quotient, Difference, TextObject]);

/** How one canonical column is filled: from source columns, by a value table, a template, or with a constant. */
export const ColumnMapping = z.union(
  [
    z.string(),
    FromColumn,
    Constant,
    Template,
    Quotient,
    Difference,
    TextObject,
    z.strictObject({ first: z.array(SingleMapping).min(1) }),
  ],
  'not a mapping; write a source column, {"from": column, values, decimal, unit, format} or {"value": constant}',
);
export type ColumnMapping = z.infer<typeof ColumnMapping>;

const Merging = z.strictObject({
  from: SourceColumns,
  into: SourceColumns,
  separator: z.string().optional(),
});

/** A map file: which source columns feed which canonical columns. */
export const ImportMap = z
  .strictObject({
    table: TableName.optional(),
    columns: z.record(z.string(), ColumnMapping).default({}),
    attributes: z.union([z.array(z.string()), z.record(z.string(), ColumnMapping)]).default([]),
    headers: z.literal("loose").optional().meta({
      description: "Names match whatever their case, spaces and underscores; absent ones are left out",
    }),
    detect: z.boolean().optional().meta({ description: "Finds the form of dates and numbers, and says it" }),
    timeZone: z.string().optional().meta({ description: "IANA zone of times without an offset" }),
    when: When.optional().meta({ description: "Rows of this table; others are skipped" }),
    refuse: z.array(z.strictObject({ when: When, because: z.string(), remedy: z.string() })).optional(),
    deleted: When.optional().meta({ description: "Rows that the source has deleted" }),
    complete: z.string().optional().meta({
      description:
        "Column of the table: for each of its values, rows of this source that the files lack are deleted",
    }),
    merge: z
      .union([Merging, z.array(Merging)])
      .optional()
      .meta({ description: "Ids that were merged into others: deleted, and references point to the other" }),
  })
  .meta({ id: "ImportMap" });
export type ImportMap = z.infer<typeof ImportMap>;
