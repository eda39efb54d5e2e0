import type { ColumnMapping } from "@foresail/client";
import type { Column, Table } from "../model/tables.ts";
import type { Texts } from "./canonical-row.ts";
import { sortTexts } from "./canonical-row.ts";
import { type ColumnContext, compileColumn, type Fields } from "./compile-column.ts";
import { convertText } from "./convert-text.ts";
import type { MapIssue } from "./map-issue.ts";
import { Problem } from "./problem.ts";
import type { ColumnReader } from "./read-plan.ts";

/** The reader of a row's extra columns, and the fields it takes; or which of them the header lacks. */
export interface CompiledAttributes {
  readonly reader: ColumnReader<Fields>;
  readonly indexes: readonly number[];
  readonly issues: readonly MapIssue[];
}

function listed(context: ColumnContext, names: readonly string[]): CompiledAttributes {
  const { names: known } = context;
  const { header } = known;
  const found = [...new Set(names)].map((name) => known.find(name, "attributes"));
  const indexes = found
    .filter((index) => typeof index === "number")
    .sort((a, b) => (header[a]! < header[b]! ? -1 : 1));
  const issues = known.optional ? [] : found.filter((index) => typeof index === "object");
  const read = (fields: Fields): Texts | null | Problem => {
    const texts: [string, string][] = [];
    for (const index of indexes) {
      const text = convertText(fields[index]!);
      if (text instanceof Problem) return text;
      if (text !== "") texts.push([header[index]!, text]);
    }
    return texts.length === 0 ? null : Object.fromEntries(texts);
  };
  const raw = (fields: Fields): string => indexes.map((index) => fields[index]).join(" ");
  return { reader: { name: "attributes", label: "attributes", required: false, raw, read }, indexes, issues };
}

function mapped(
  table: Table,
  context: ColumnContext,
  mappings: Readonly<Record<string, ColumnMapping>>,
): CompiledAttributes {
  const compiled = Object.entries(mappings).map(([name, mapping]) => {
    const column: Column = { name, type: "text", required: false, expected: false };
    return { name, ...compileColumn(table, column, context, mapping, `attributes.${name}`) };
  });
  const readers = compiled.flatMap(({ name, reader }) => (reader ? [{ name, reader }] : []));
  const read = (fields: Fields): Texts | null | Problem => {
    const texts: [string, string][] = [];
    for (const { name, reader } of readers) {
      const text = reader.read(fields);
      if (text instanceof Problem) return text;
      if (typeof text === "string" && text !== "") texts.push([name, text]);
    }
    return texts.length === 0 ? null : sortTexts(texts);
  };
  const raw = (fields: Fields): string => readers.map(({ reader }) => reader.raw(fields)).join(" ");
  return {
    reader: { name: "attributes", label: "attributes", required: false, raw, read },
    indexes: compiled.flatMap(({ indexes }) => indexes),
    issues: compiled.flatMap(({ issues }) => issues),
  };
}

/**
 * Compiles the reader of the columns that a map lists under `attributes`, under their own names or, where it gives an
 * object, under the names it gives them: texts in order of name, empty ones left out.
 */
export function compileAttributes(
  table: Table,
  context: ColumnContext,
  attributes: readonly string[] | Readonly<Record<string, ColumnMapping>>,
): CompiledAttributes {
  return Array.isArray(attributes)
    ? listed(context, attributes)
    : mapped(table, context, attributes as Readonly<Record<string, ColumnMapping>>);
}
