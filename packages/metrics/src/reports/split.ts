import type { ReportColumn, ReportRow } from "@foresail/client";
import type { Row } from "../engine/engine.ts";
import type { DimensionValues } from "../query/statistics.ts";

/** Values of a row's dimensions, d1 ... dn as statements name them. */
export function valuesOf(row: Row, by: readonly string[]): DimensionValues {
  return by.map((_, index) => {
    const value = row[`d${index + 1}`] ?? null;
    return value === null ? null : String(value);
  });
}

/** Columns of the dimensions that a report is split by. */
export function splitColumns(by: readonly string[]): ReportColumn[] {
  return by.map((name) => ({ id: name, label: name, unit: "text" }));
}

/** The cells of those columns. */
export function splitCells(by: readonly string[], values: DimensionValues): ReportRow {
  return Object.fromEntries(by.map((name, index) => [name, values[index] ?? null]));
}

/** Order of parts: by their values, what has none last. */
export function bySplit(a: DimensionValues, b: DimensionValues): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
