import type { RowBehind } from "@foresail/client";
import type { Measure } from "../catalogue/measure.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import type { Cell, Row } from "../engine/engine.ts";
import { id, type Sql, sql } from "../sql/sql.ts";
import { exactText } from "./decimal.ts";
import { measureKey, type Plan, type PlannedPart } from "./plan.ts";

/** The rows of one measure in one period: the plan of the number itself, without its aggregate. */
export interface BehindStatements {
  /** One row: how many there are, with the sum that they make. */
  readonly count: Sql;
  rows(limit: number): Sql;
}

/**
 * Statements that list what a measure counted or summed in a period. A balance is the sum of all changes up to the
 * period's end, so its rows are these changes.
 *
 * @param index - the period's position in the spine
 */
export function rowsBehind(plan: Plan, measure: Measure, index: number): BehindStatements[] {
  const { dialect } = plan.context;
  const text = dialect.columnType("text");
  const integer = dialect.columnType("integer");
  const { running } = traitsOf(measure);
  return plan.parts.filter(partOf(measure)).map((part) => {
    const when = running ? sql`${part.period} <= ${index}` : sql`${part.period} = ${index}`;
    const kept =
      typeof part.measure === "string"
        ? when
        : sql`${when} and cast(${part.measure.column} as ${text}) = ${dialect.text(measureKey(measure))}`;
    const total = sql`cast(coalesce(${part.total ?? sql`0`}, 0) as decimal(38, 16))`;
    return {
      count: plan.with(
        sql`select cast(count(*) as ${integer}) as rows_behind, cast(${part.n} as ${integer}) as n, ${total} as total from ${part.from} where ${kept}`,
      ),
      // In an order, so that a limit always keeps the same ones.
      rows: (limit) =>
        plan.with(
          sql`select ${id(part.alias)}.* from ${part.from} where ${kept} order by 1, 2, 3 limit ${limit}`,
        ),
    };
  });
}

/** Parts that hold a measure: its own, or the relation that gives several measures by a column. */
function partOf(measure: Measure): (part: PlannedPart) => boolean {
  const key = measureKey(measure);
  return (part) => (typeof part.measure === "string" ? part.measure === key : measure.kind === "movement");
}

/** Internal columns that say nothing to a reader. */
const hidden = new Set(["joined", "period", "movement"]);

/** Columns of amounts, which engines give as decimals with all their zeros. */
const amounts = new Set(["value", "change", "fx", "level", "opening", "closing", "amount"]);

/** A cell as it is shown: an amount without the zeros that say nothing. */
function shownCell(name: string, cell: Cell): RowBehind[string] {
  const value = typeof cell === "bigint" ? exactText(cell) : cell;
  const isAmount = amounts.has(name) && typeof value === "string" && /^-?\d+\.\d+$/.test(value);
  return isAmount ? value.replace(/\.?0+$/, "") : value;
}

/** Rows as they are shown: what is internal left out, in a stable order. */
export function shownRows(rows: readonly Row[]): RowBehind[] {
  return rows
    .map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .map(([name, value]) => [name.split(".").at(-1) ?? name, value] as const)
          .map(([name, value]) => [name, shownCell(name, value)] as const)
          .filter(([name]) => !hidden.has(name) && !/^d\d+$/.test(name)),
      ),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Columns of shown rows, in order of appearance. */
export function columnsOf(rows: readonly RowBehind[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}
