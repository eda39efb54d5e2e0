import type { StageColumn } from "../engine/engine.ts";
import type { BatchTable } from "../journal/batch.ts";
import { localDay, type Table, tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";

/** Whether a table's amounts are converted into the reporting currency. */
export function hasCurrency(table: Table): boolean {
  return (
    table.columns.some((column) => column.name === "currency") &&
    table.columns.some((column) => column.type === "money")
  );
}

/** Columns that every table has beside its own; `superseded_at` comes last, since a version's end is not staged. */
function commonColumns(dialect: Dialect): StageColumn[] {
  return [
    { name: "tenant", type: dialect.columnType("text") },
    { name: "source_system", type: dialect.columnType("text") },
    { name: "recorded_at", type: dialect.columnType("timestamp") },
    { name: "seq", type: dialect.columnType("integer") },
    { name: "deleted", type: dialect.columnType("boolean") },
    { name: "content_hash", type: dialect.columnType("text") },
    { name: "attributes", type: dialect.columnType("json") },
  ];
}

/** Columns of what is no canonical table: all text. */
const otherColumns = {
  settings: ["id", "value"],
  snapshots: ["id", "metric", "issued_at", "content"],
} as const;

/**
 * The columns of a table as an engine stores them: each date also as the tenant's local day, money in the reporting
 * currency, and `rate_missing` where a currency could not be converted.
 */
export function storedColumns(name: BatchTable, dialect: Dialect): readonly StageColumn[] {
  const common = commonColumns(dialect);
  if (name === "settings" || name === "snapshots") {
    const type = dialect.columnType("text");
    return [...otherColumns[name].map((column) => ({ name: column, type })), ...common];
  }
  const table = tables[name];
  const own: StageColumn[] = [];
  for (const column of table.columns) {
    own.push({ name: column.name, type: dialect.columnType(column.type) });
    if (column.type === "date") own.push({ name: localDay(column.name), type: dialect.columnType("day") });
  }
  if (hasCurrency(table)) own.push({ name: "rate_missing", type: dialect.columnType("boolean") });
  return [...own, ...common];
}
