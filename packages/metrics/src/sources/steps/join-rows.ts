import { findColumns, firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import { headerNames } from "../../ingest/header-names.ts";
import type { JoinStep } from "../definition.ts";

/** Positions of columns under loose names; none where the header lacks them. */
export function columnsOf(grid: Grid, columns: string | readonly string[]): readonly number[] {
  return findColumns(headerNames(grid.header, true), columns, "").indexes;
}

/**
 * Puts the columns of another grid beside each row, called `<as>.<name>`: those of its last row with the same key, empty
 * ones without such a row. The number of rows stays.
 */
export function joinRows(grid: Grid, other: Grid, { on, as }: JoinStep["join"]): Grid {
  const own = columnsOf(grid, on[0]);
  const theirs = columnsOf(other, on[1]);
  const byKey = new Map<string, readonly string[]>();
  for (const { fields, problem } of other.records) {
    if (!problem) byKey.set(firstText(fields, theirs), fields);
  }
  byKey.delete("");
  const none = other.header.map(() => "");
  const records = grid.records.map((record) => {
    const found = record.problem ? none : (byKey.get(firstText(record.fields, own)) ?? none);
    return { ...record, fields: [...record.fields, ...found] };
  });
  return { ...grid, header: [...grid.header, ...other.header.map((name) => `${as}.${name}`)], records };
}
