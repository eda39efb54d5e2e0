import type { RowCondition } from "@foresail/client";
import type { Fields } from "./compile-column.ts";
import { convertBoolean } from "./convert-boolean.ts";
import type { HeaderNames } from "./header-names.ts";
import type { MapIssue } from "./map-issue.ts";
import { list } from "./problem.ts";

/** A condition of a map, or several that must all hold. */
export type When = RowCondition | readonly RowCondition[];

/** Whether a row is meant; a column that the header lacks is empty. */
export interface CompiledCondition {
  holds(fields: Fields): boolean;
  readonly indexes: readonly number[];
  readonly issues: readonly MapIssue[];
}

/** The first text of several columns that is not empty. */
export function firstText(fields: Fields, indexes: readonly number[]): string {
  for (const index of indexes) if (fields[index] !== "") return fields[index]!;
  return "";
}

/** Positions of columns, in their order, and the issue where the header has none of them. */
export function findColumns(
  names: HeaderNames,
  columns: string | readonly string[],
  path: string,
): { readonly indexes: readonly number[]; readonly issues: readonly MapIssue[] } {
  const wanted = typeof columns === "string" ? [columns] : columns;
  const found = wanted.map((column) => names.find(column, path));
  const indexes = found.filter((index) => typeof index === "number");
  const clashes = found.filter(
    (issue, at): issue is MapIssue => typeof issue === "object" && names.has(wanted[at]!),
  );
  if (clashes.length > 0) return { indexes, issues: clashes };
  if (indexes.length > 0 || names.optional || wanted.length === 0)
    return { indexes: [...new Set(indexes)], issues: [] };
  return { indexes, issues: [found[0] as MapIssue] };
}

function test(condition: RowCondition): (text: string) => boolean {
  const { empty, is } = condition;
  const lower = (texts: readonly string[]): Set<string> => new Set(texts.map((text) => text.toLowerCase()));
  const within = condition.in && lower(condition.in);
  const without = condition.notIn && lower(condition.notIn);
  return (text) =>
    (within?.has(text.toLowerCase()) ?? true) &&
    !without?.has(text.toLowerCase()) &&
    (empty === undefined || empty === (text === "")) &&
    (is === undefined || is === (text !== "" && convertBoolean(text) === true));
}

/** Compiles conditions that must all hold; without one, every row is meant. */
export function compileCondition(
  names: HeaderNames,
  when: When | undefined,
  path: string,
): CompiledCondition {
  const conditions = when === undefined ? [] : "column" in when ? [when] : when;
  const compiled = conditions.map((condition) => {
    const { indexes, issues } = findColumns(names, condition.column, path);
    const tests = (["in", "notIn", "empty", "is"] as const).filter((key) => condition[key] !== undefined);
    const idle = { path, message: `a condition needs one of ${list(["in", "notIn", "empty", "is"])}` };
    return { indexes, issues: tests.length === 0 ? [...issues, idle] : issues, test: test(condition) };
  });
  return {
    holds: (fields) => compiled.every((one) => one.test(firstText(fields, one.indexes))),
    indexes: compiled.flatMap((one) => one.indexes),
    issues: compiled.flatMap((one) => one.issues),
  };
}
