import { Big } from "big.js";
import { firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import { plainDecimal } from "../../ingest/plain-decimal.ts";
import type { TotalStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";

/** Adds a column with the sum of products over the rows of one key; empty where one of the factors is no number. */
export function totalRows(grid: Grid, { as, by, of }: TotalStep["total"]): Grid {
  const key = columnsOf(grid, by);
  const factors = of.map((columns) => columnsOf(grid, columns));
  const totals = new Map<string, Big | null>();
  for (const { fields, problem } of grid.records) {
    if (problem) continue;
    const id = firstText(fields, key);
    const texts = factors.map((indexes) => firstText(fields, indexes));
    const sum = totals.get(id);
    if (sum === null || texts.some((text) => plainDecimal(text) === null)) totals.set(id, null);
    else {
      const product = texts.reduce((total, text) => total.times(text), new Big(1));
      totals.set(id, (sum ?? new Big(0)).plus(product));
    }
  }
  const records = grid.records.map((record) => {
    const total = record.problem ? undefined : totals.get(firstText(record.fields, key));
    return { ...record, fields: [...record.fields, total?.toFixed() ?? ""] };
  });
  return { ...grid, header: [...grid.header, as], records };
}
