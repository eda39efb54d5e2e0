import type { Table } from "../model/tables.ts";
import type { RowValues } from "./canonical-row.ts";
import { contentHash } from "./content-hash.ts";

/** Tables whose id is their name where the source has no id of its own. */
const namedTables: ReadonlySet<string> = new Set(["products", "owners"]);

const separators = /[\\|]/g;

/** The column that stands for a missing id, or null. */
export function idSubstitute(table: Table): string | null {
  return namedTables.has(table.name) ? "name" : null;
}

function keyPart(values: RowValues, column: string): string {
  const value = values[column] ?? "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).replace(separators, "\\$&");
}

/**
 * Names the rows of one file: by their id, by the table's natural key (parts joined by `|`), or by a hash of the row
 * with its ordinal among equal rows, `#1`, `#2` ..., so that equal rows count as often as they occur and the same file
 * gives the same ids again.
 */
export function createIdentifier(table: Table): (values: RowValues) => string {
  const substitute = idSubstitute(table);
  const ordinals = new Map<string, number>();
  return (values) => {
    const given = values.id || (substitute === null ? undefined : values[substitute]);
    if (typeof given === "string") return given;
    if (table.naturalKey.length > 0)
      return table.naturalKey.map((column) => keyPart(values, column)).join("|");
    const hash = contentHash(values);
    const ordinal = (ordinals.get(hash) ?? 0) + 1;
    ordinals.set(hash, ordinal);
    return `${hash}#${ordinal}`;
  };
}
