import { firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import type { CsvRecord } from "../../ingest/scan-rows.ts";
import type { LatestStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";

/** Keeps the last of the rows that share keys, each at its place; rows that cannot be read stay. */
export function latestRows(grid: Grid, { by, order }: LatestStep["latest"]): Grid {
  const keys = by.map((columns) => columnsOf(grid, columns));
  const rank = order === undefined ? [] : columnsOf(grid, order);
  const last = new Map<string, CsvRecord>();
  for (const record of grid.records) {
    if (record.problem) continue;
    const key = JSON.stringify(keys.map((indexes) => firstText(record.fields, indexes)));
    const known = last.get(key);
    if (!known || firstText(known.fields, rank) <= firstText(record.fields, rank)) last.set(key, record);
  }
  const kept = new Set(last.values());
  return { ...grid, records: grid.records.filter((record) => record.problem || kept.has(record)) };
}
