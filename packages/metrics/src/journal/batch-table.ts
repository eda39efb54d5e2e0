import type { TableName } from "@foresail/client";

/** What a batch may hold beside canonical tables: the tenant's settings, frozen forecasts, own benchmarks. */
export type OtherTable = "settings" | "snapshots" | "benchmarks";

/** What a batch may hold: a canonical table, or one of the others. */
export type BatchTable = TableName | OtherTable;

const otherTables: readonly string[] = ["settings", "snapshots", "benchmarks"] satisfies OtherTable[];

/** Whether a table is none of the canonical ones: it is not imported, and has no dates or money. */
export function isOtherTable(table: BatchTable): table is OtherTable {
  return otherTables.includes(table);
}
