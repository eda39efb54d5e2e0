import type { StageColumn } from "../engine/engine.ts";
import { type BatchTable, isOtherTable } from "../journal/batch-table.ts";
import { type ColumnType, localDay, type Table, tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";

/** Whether a table's amounts are converted into the reporting currency. */
export function hasCurrency(table: Table): boolean {
  return (
    table.columns.some((column) => column.name === "currency") &&
    table.columns.some((column) => column.type === "money")
  );
}

/** A column of the projection, and what it holds. */
export interface StoredColumn extends StageColumn {
  readonly kind: ColumnType | "day" | "timestamp";
  /** Whether every row has a value. */
  readonly required: boolean;
  /** Whether a table holds few different values of it. */
  readonly fewValues: boolean;
}

/** A stored table with its columns in order. */
export interface TableLayout {
  readonly name: string;
  readonly columns: readonly StoredColumn[];
}

/** Columns that every table has beside its own; `superseded_at` comes last, since a version's end is not staged. */
const commonColumns: readonly (readonly [name: string, kind: StoredColumn["kind"]])[] = [
  ["tenant", "text"],
  ["source_system", "text"],
  ["recorded_at", "timestamp"],
  ["seq", "integer"],
  ["deleted", "boolean"],
  ["content_hash", "text"],
  ["attributes", "json"],
];

/** Columns that every row has: its key, and what the projector sets. */
const requiredColumns: readonly string[] = ["id", ...commonColumns.map(([name]) => name)].filter(
  (name) => name !== "attributes",
);

/** Columns of few values that are no enumeration. */
const categories: readonly string[] = [
  "tenant",
  "source_system",
  "currency",
  "country",
  "region",
  "segment",
  "channel",
  "kind",
  "pipeline",
  "grain",
];

/** Columns of what is no canonical table: all text. */
const otherColumns = {
  settings: ["id", "value"],
  snapshots: ["id", "metric", "issued_at", "content"],
  benchmarks: ["id", "metric", "content"],
} as const;

/** The column that keeps an amount in the row's own currency, where that is not the reporting currency. */
export function originalAmount(column: string): string {
  return `original_${column}`;
}

function ownColumns(name: BatchTable): (readonly [name: string, kind: StoredColumn["kind"]])[] {
  if (isOtherTable(name)) return otherColumns[name].map((column) => [column, "text"]);
  const table = tables[name];
  const own: (readonly [string, StoredColumn["kind"]])[] = [];
  for (const column of table.columns) {
    own.push([column.name, column.type]);
    if (column.type === "date") own.push([localDay(column.name), "day"]);
    if (column.type === "money" && hasCurrency(table)) own.push([originalAmount(column.name), "money"]);
  }
  if (hasCurrency(table)) own.push(["money_on", "day"], ["rate_missing", "boolean"]);
  return own;
}

function hasFewValues(table: BatchTable, column: string, kind: StoredColumn["kind"]): boolean {
  if (kind !== "text") return false;
  const own = isOtherTable(table) ? [] : tables[table].columns;
  return (
    categories.includes(column) || own.some(({ name, values }) => name === column && values !== undefined)
  );
}

/**
 * The columns of a table as an engine stores them: each date also as the tenant's local day; money in the reporting
 * currency, with the original amount and the day of its rate beside it, and `rate_missing` where it has none.
 */
export function storedColumns(name: BatchTable, dialect: Dialect): readonly StoredColumn[] {
  return [...ownColumns(name), ...commonColumns].map(([column, kind]) => ({
    name: column,
    kind,
    type: dialect.columnType(kind),
    required: requiredColumns.includes(column),
    fewValues: hasFewValues(name, column, kind),
  }));
}

/** A table as an engine creates it: its columns, and last the end of each version. */
export function tableLayout(name: BatchTable, dialect: Dialect): TableLayout {
  const kind = "timestamp";
  const end: StoredColumn = {
    name: "superseded_at",
    kind,
    type: dialect.columnType(kind),
    required: false,
    fewValues: false,
  };
  return { name, columns: [...storedColumns(name, dialect), end] };
}
