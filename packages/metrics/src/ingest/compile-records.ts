import type { TableName } from "@foresail/client";
import { nearest } from "../model/nearest.ts";
import { tables } from "../model/tables.ts";
import { sortTexts, type Texts } from "./canonical-row.ts";
import { roundingTest } from "./convert-decimal.ts";
import { convertText } from "./convert-text.ts";
import { valueConverter } from "./convert-value.ts";
import { didYouMean, Problem, quote } from "./problem.ts";
import { type ColumnReader, isRequired, type ReadPlan, readPlan } from "./read-plan.ts";
import { type RecordValue, recordText } from "./record-text.ts";

/** A JSON record: values by canonical column, and `attributes` as an object. */
export type RecordRow = Readonly<Record<string, RecordValue>>;

/** How JSON records are read into a table. */
export interface CompiledRecords {
  readonly plan: ReadPlan<RecordRow>;
  /** The first key of a record that is no column, and why; null where all are. */
  unknownKey(row: RecordRow): { readonly key: string; readonly problem: Problem } | null;
}

function rawText(value: RecordValue | undefined): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}

function readAttributes(row: RecordRow): Texts | null | Problem {
  const value = row.attributes;
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "object" || Array.isArray(value)) {
    return new Problem(
      "bad_json",
      `${quote(rawText(value))} is not an object`,
      'send one such as {"series": "GTX"}',
    );
  }
  const texts: [string, string][] = [];
  for (const [name, entry] of Object.entries(value)) {
    const scalar = typeof entry === "boolean" ? String(entry) : (entry as RecordValue);
    const text = recordText({ type: "text" }, scalar);
    const converted = typeof text === "string" ? convertText(text) : text;
    if (converted instanceof Problem) return converted;
    if (converted !== null && converted !== "") texts.push([name, converted]);
  }
  return texts.length === 0 ? null : sortTexts(texts);
}

/** Compiles how the records of a table are read: by canonical name, without a map. */
export function compileRecords(name: TableName): CompiledRecords {
  const table = tables[name];
  const readers = table.columns.map((column): ColumnReader<RecordRow> => {
    const convert = valueConverter(column, {});
    const read = (row: RecordRow): ReturnType<typeof convert> => {
      const text = recordText(column, row[column.name]);
      return typeof text === "string" ? convert(text) : text;
    };
    const required = isRequired(table, column);
    const test = roundingTest(column, {});
    const rounds = (row: RecordRow): boolean => {
      const text = recordText(column, row[column.name]);
      return typeof text === "string" && test!(text);
    };
    return {
      name: column.name,
      label: column.name,
      required,
      raw: (row) => rawText(row[column.name]),
      read,
      ...(test === undefined ? {} : { rounds }),
    };
  });
  const attributes: ColumnReader<RecordRow> = {
    name: "attributes",
    label: "attributes",
    required: false,
    raw: (row) => rawText(row.attributes),
    read: readAttributes,
  };
  const known = [...table.columns.map((column) => column.name), "attributes"];
  const keys = new Set(known);
  return {
    plan: readPlan(table, [...readers, attributes]),
    unknownKey: (row) => {
      const key = Object.keys(row).find((candidate) => !keys.has(candidate));
      if (key === undefined) return null;
      const fact = `${name} has no column ${quote(key)}${didYouMean(nearest(key, known))}`;
      return { key, problem: new Problem("unknown_column", fact, 'send extra columns under "attributes"') };
    },
  };
}
