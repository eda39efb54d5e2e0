import type { TableName } from "@foresail/client";
import { tables } from "../model/tables.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { Dimensions } from "./dimension.ts";
import type { Plan } from "./plan.ts";

/** What a measure takes of the rows of a fact. */
export interface FactSelection {
  /** The table whose columns the rows have, and whose dimensions they split by. */
  readonly fact: TableName;
  /** The rows, where they are not the table's own: with the same columns and others beside them. */
  readonly rows?: Sql;
  /** What to select of each row, `f`. */
  readonly columns: readonly Sql[];
  /** Conditions on each row, `f`. */
  readonly where?: readonly Sql[];
}

/**
 * Rows of a fact with their id and dimensions d1 ... dn, as a subquery: only those that the query asks for. Each
 * fact is read on its own, before anything is joined to it.
 */
export function dimensionedRows(plan: Plan, metric: string, selection: FactSelection): Sql {
  const { context } = plan;
  const dimensions = new Dimensions(selection.fact, metric, context.dialect, false);
  const columns = [
    sql`f.id as id`,
    ...selection.columns,
    ...context.by.map((name, index) => sql`${dimensions.value(name)} as ${id(`d${index + 1}`)}`),
  ];
  const conditions = [...(selection.where ?? []), ...dimensions.condition(context.where)];
  const where = conditions.length > 0 ? sql`\n  where ${join(conditions, " and ")}` : sql``;
  return sql`(
  select ${join(columns)}
  from ${dimensions.source(context, selection.rows)}${where}
)`;
}

/**
 * The columns by which a fact's rows are split and joined, of one alias: for a relation that has the rows of a table with
 * some columns from elsewhere.
 *
 * @param without - columns that come from elsewhere
 */
export function factColumns(fact: TableName, alias: string, without: readonly string[] = []): Sql[] {
  const own = tables[fact].columns
    .filter(({ type }) => ["text", "boolean", "integer"].includes(type))
    .map(({ name }) => name);
  return [...own, "attributes"]
    .filter((name) => !without.includes(name))
    .map((name) => sql`${id(alias)}.${id(name)} as ${id(name)}`);
}
