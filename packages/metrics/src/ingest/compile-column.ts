import type { ColumnMapping } from "@foresail/client";
import type { Column, Table } from "../model/tables.ts";
import { type FieldMapping, optionProblems, valueTableProblems } from "./check-mapping.ts";
import type { ConvertOptions } from "./convert-options.ts";
import { valueConverter, valueTableConverter } from "./convert-value.ts";
import { findInHeader, type MapIssue } from "./map-issue.ts";
import { Problem } from "./problem.ts";
import { type ColumnReader, isRequired } from "./read-plan.ts";

/** A row of a file. */
export type Fields = readonly string[];

/** The reader of one column, and which field it takes (none for a constant); or what is wrong with its mapping. */
export interface CompiledColumn {
  readonly reader?: ColumnReader<Fields>;
  readonly index?: number;
  readonly issues: readonly MapIssue[];
}

function constantReader(table: Table, column: Column, constant: string): ColumnReader<Fields> | Problem {
  const value = valueConverter(column, {})(constant.trim());
  if (value instanceof Problem) return value;
  const required = isRequired(table, column);
  return { name: column.name, label: column.name, required, raw: () => constant, read: () => value };
}

function convertOptions({ from, decimal, unit, format }: FieldMapping): ConvertOptions {
  return {
    from,
    ...(decimal === undefined ? {} : { decimal }),
    ...(unit === undefined ? {} : { unit }),
    ...(format === undefined ? {} : { format }),
  };
}

/** Compiles the reader of one canonical column from the map's entry for it. */
export function compileColumn(
  table: Table,
  column: Column,
  header: Fields,
  mapping: ColumnMapping,
): CompiledColumn {
  const path = `columns.${column.name}`;
  if (typeof mapping === "object" && "value" in mapping) {
    const reader = constantReader(table, column, String(mapping.value));
    return reader instanceof Problem ? { issues: [{ path, message: reader.fact }] } : { reader, issues: [] };
  }
  const field = typeof mapping === "string" ? { from: mapping } : mapping;
  const index = findInHeader(header, field.from, path);
  const messages = optionProblems(column, field);
  const direct = valueConverter(column, convertOptions(messages.length > 0 ? { from: field.from } : field));
  if (field.values) messages.push(...valueTableProblems(field.values, direct));
  const issues = messages.map((message) => ({ path, message }));
  if (typeof index === "object") return { issues: [index, ...issues] };
  const convert = field.values ? valueTableConverter(field.values, direct) : direct;
  const reader: ColumnReader<Fields> = {
    name: column.name,
    label: header[index]!,
    required: isRequired(table, column),
    raw: (fields) => fields[index]!,
    read: (fields) => convert(fields[index]!),
  };
  return { reader, index, issues };
}
