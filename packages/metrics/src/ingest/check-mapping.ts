import type { ColumnMapping } from "@foresail/client";
import type { Column } from "../model/tables.ts";
import { formatProblem } from "./convert-formatted-date.ts";
import type { Convert } from "./convert-value.ts";
import { Problem } from "./problem.ts";

/** A mapping that names a source column. */
export type FieldMapping = Extract<ColumnMapping, { from: string }>;

/** Column types that each option applies to; an option that would do nothing is refused. */
const appliesTo: Readonly<Record<"decimal" | "unit" | "format", readonly string[]>> = {
  decimal: ["money", "number", "integer"],
  unit: ["money", "number"],
  format: ["date"],
};

/** What is wrong with the options of one column's mapping, in clauses; empty where they are sound. */
export function optionProblems(column: Column, mapping: FieldMapping): string[] {
  const problems: string[] = [];
  for (const option of ["decimal", "unit", "format"] as const) {
    const types = appliesTo[option];
    if (mapping[option] === undefined || types.includes(column.type)) continue;
    problems.push(`${option} applies to ${types.join(", ")} columns, and ${column.name} is ${column.type}`);
  }
  const format =
    column.type === "date" && mapping.format !== undefined ? formatProblem(mapping.format) : null;
  return format === null ? problems : [...problems, format];
}

/** What is wrong with the targets of a value table, in clauses. */
export function valueTableProblems(values: Readonly<Record<string, string>>, convert: Convert): string[] {
  const targets = [...new Set(Object.values(values))].map((target) => convert(target.trim()));
  return targets.filter((target) => target instanceof Problem).map(({ fact }) => `in values, ${fact}`);
}
