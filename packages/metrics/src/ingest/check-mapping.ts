import type { ColumnMapping } from "@foresail/client";
import type { Column } from "../model/tables.ts";
import type { Convert } from "./convert-value.ts";
import { dateFormatProblem } from "./date-converter.ts";
import { Problem, quote } from "./problem.ts";

/** A mapping that names a source column. */
export type FieldMapping = Extract<ColumnMapping, { from: unknown }>;

type Option = "decimal" | "unit" | "format" | "timeZone" | "part" | "atMost";

/** Column types that each option applies to; an option that would do nothing is refused. */
const appliesTo: Readonly<Record<Option, readonly string[]>> = {
  decimal: ["money", "number", "integer"],
  unit: ["money", "number"],
  format: ["date"],
  timeZone: ["date"],
  part: ["date"],
  atMost: ["money", "number"],
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with the name of a zone, or nothing. */
export function timeZoneProblems(name: string | undefined): string[] {
  if (name === undefined || isTimeZone(name)) return [];
  return [`${quote(name)} is no IANA time zone such as Europe/Berlin`];
}

/** What is wrong with the options of one column's mapping, in clauses; empty where they are sound. */
export function optionProblems(column: Column, mapping: FieldMapping): string[] {
  const problems: string[] = [];
  for (const option of Object.keys(appliesTo) as Option[]) {
    const types = appliesTo[option];
    if (mapping[option] === undefined || types.includes(column.type)) continue;
    problems.push(`${option} applies to ${types.join(", ")} columns, and ${column.name} is ${column.type}`);
  }
  if (mapping.unit === "minor" && mapping.currency === undefined) {
    problems.push("unit minor needs the column of the currency, as currency");
  }
  if (mapping.currency !== undefined && mapping.unit !== "minor")
    problems.push("currency goes with unit minor");
  problems.push(...timeZoneProblems(mapping.timeZone));
  const { format = [] } = mapping;
  const formats = column.type === "date" ? (typeof format === "string" ? [format] : format) : [];
  return [...problems, ...formats.map(dateFormatProblem).filter((problem) => problem !== null)];
}

/** What is wrong with the targets of a value table, in clauses. */
export function valueTableProblems(values: Readonly<Record<string, string>>, convert: Convert): string[] {
  const targets = [...new Set(Object.values(values))].map((target) => convert(target.trim()));
  return targets.filter((target) => target instanceof Problem).map(({ fact }) => `in values, ${fact}`);
}
