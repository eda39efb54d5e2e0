import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import type { Table } from "../model/tables.ts";
import { idSubstitute } from "./identify.ts";
import { list } from "./problem.ts";
import { isRequired } from "./read-plan.ts";

/** Columns of which a row cannot do without all, by what is missing of them. */
function missingColumns(table: Table, given: ReadonlySet<string>): string[] {
  const missing = table.columns
    .filter((column) => isRequired(table, column) && !given.has(column.name))
    .map((column) => column.name);
  const substitute = idSubstitute(table);
  if (substitute !== null && !given.has("id") && !given.has(substitute)) missing.unshift("id");
  const priced = given.has("mrr") || (given.has("amount") && given.has("interval"));
  if (table.name === "subscriptions" && !priced) missing.push("mrr (or amount and interval)");
  return missing;
}

/**
 * Refuses a file that cannot fill a required column of any row.
 *
 * @param given - canonical columns that the header or the map supplies
 * @throws {ForesailError} `invalid_header` naming every missing column and how to map one
 */
export function requireColumns(
  table: Table,
  file: string,
  header: readonly string[],
  given: ReadonlySet<string>,
): void {
  const missing = missingColumns(table, given);
  if (missing.length === 0) return;
  const first = missing[0]!.split(" ")[0]!;
  const suggestions = nearest(first, header);
  const likely = suggestions[0] ?? header.find((name) => name.toLowerCase().endsWith(first)) ?? "...";
  const example = `{"columns": {"${first}": ${JSON.stringify(likely)}}}`;
  throw new ForesailError(
    "invalid_header",
    `${file}: no column for ${missing.join(", ")} of ${table.name}; the header has ${list(header)}; ` +
      `name the source columns in a map, e.g. ${example}`,
    { suggestions, issues: missing.map((path) => ({ path, message: "required" })) },
  );
}
