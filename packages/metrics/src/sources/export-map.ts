import type { ImportMap, TableName } from "@foresail/client";

/** A map of an export: loose headers, forms of dates and numbers found, times without an offset in UTC. */
export function exportMap(
  table: TableName,
  map: Partial<Omit<ImportMap, "table">>,
): ImportMap & { readonly table: TableName } {
  return { headers: "loose", detect: true, timeZone: "UTC", columns: {}, attributes: [], ...map, table };
}
