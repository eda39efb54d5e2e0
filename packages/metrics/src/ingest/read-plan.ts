import type { Column, Table } from "../model/tables.ts";
import type { CanonicalValue } from "./canonical-row.ts";
import { idSubstitute } from "./identify.ts";
import type { Problem } from "./problem.ts";

/** How one canonical column, or `attributes`, is read from a row of the source. */
export interface ColumnReader<Source> {
  readonly name: string;
  /** The column as the source calls it. */
  readonly label: string;
  /** What fills it, where that is no column of the source: a constant, say. */
  readonly says?: string;
  /** Whether a row without it is refused. */
  readonly required: boolean;
  /** The value as the source writes it. */
  raw(source: Source): string;
  read(source: Source): CanonicalValue | null | Problem;
  /** Whether reading rounds the value; absent where it never does. */
  readonly rounds?: (source: Source) => boolean;
}

/** How the rows of one source are read; the readers are in order of name and always include `id`. */
export interface ReadPlan<Source> {
  readonly table: Table;
  readonly readers: readonly ColumnReader<Source>[];
}

/** Whether every row must have the column: an id that the name can stand for need not be there. */
export function isRequired(table: Table, column: Column): boolean {
  return column.required && !(column.name === "id" && idSubstitute(table) !== null);
}

/** A plan of these readers, in order of name so that rows come out ready to be hashed. */
export function readPlan<Source>(table: Table, readers: readonly ColumnReader<Source>[]): ReadPlan<Source> {
  const id: ColumnReader<Source> = {
    name: "id",
    label: "id",
    required: false,
    raw: () => "",
    read: () => null,
  };
  const complete = readers.some((reader) => reader.name === "id") ? readers : [...readers, id];
  return { table, readers: [...complete].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}
