import type { Texts } from "./canonical-row.ts";
import type { Fields } from "./compile-column.ts";
import { convertText } from "./convert-text.ts";
import { findInHeader, type MapIssue } from "./map-issue.ts";
import { Problem } from "./problem.ts";
import type { ColumnReader } from "./read-plan.ts";

/** The reader of a row's extra columns, and the fields it takes; or which of them the header lacks. */
export interface CompiledAttributes {
  readonly reader: ColumnReader<Fields>;
  readonly indexes: readonly number[];
  readonly issues: readonly MapIssue[];
}

/**
 * Compiles the reader of the columns that a map lists under `attributes`: texts in order of
 * header name, empty ones left out.
 */
export function compileAttributes(header: Fields, names: readonly string[]): CompiledAttributes {
  const found = [...new Set(names)].map((name) => findInHeader(header, name, "attributes"));
  const indexes = found
    .filter((index) => typeof index === "number")
    .sort((a, b) => (header[a]! < header[b]! ? -1 : 1));
  const issues = found.filter((index) => typeof index === "object");
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
