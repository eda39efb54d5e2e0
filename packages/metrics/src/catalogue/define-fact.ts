import type { TableName } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { tables } from "../model/tables.ts";
import type { DayHistogram, Filter, FlowMeasure } from "./measure.ts";

/** A fact by name: dated rows of one table, or those of them that fulfil some conditions. */
export interface FactDefinition {
  /** What errors call it. */
  readonly name: string;
  readonly table: TableName;
  /** The date column that puts a row into a period. */
  readonly date: string;
  /** Conditions that all must hold; every row if absent. */
  readonly filter?: Filter | readonly Filter[];
}

/** A fact, and the measures over it. */
export interface Fact {
  readonly definition: FactDefinition;
  /** How many rows there are. */
  count(): FlowMeasure;
  /** How many rows have a column given. */
  countOf(column: string): FlowMeasure;
  /** The sum of a column of amounts or numbers. */
  sum(column: string): FlowMeasure;
  /** How many rows took how many days from one of their dates to another. */
  days(from: string, to: string): DayHistogram;
}

/**
 * Names a fact for metrics of one's own. Rows of any kind fit `events`; leads that came to a trade fair are `people` with a
 * filter.
 *
 * @throws {ForesailError} `invalid_definition`, naming the field, where the table or a column does not exist
 *
 * @example
 * const signups = defineFact({ name: "signups", table: "events", date: "at", filter: { column: "name", in: ["signup"] } });
 * signups.count().kind; // => "flow"
 */
export function defineFact(definition: FactDefinition): Fact {
  const { table, date, filter } = definition;
  if (!Object.hasOwn(tables, table)) throw fault(definition, "table", table, Object.keys(tables));
  const of = (types: readonly string[]): string[] =>
    tables[table].columns.filter(({ type }) => types.includes(type)).map(({ name }) => name);
  const check = (field: string, column: string, types: readonly string[]): string => {
    if (!of(types).includes(column)) throw fault(definition, field, column, of(types));
    return column;
  };
  const any = ["text", "date", "money", "number", "integer", "boolean"];
  check("date", date, ["date"]);
  for (const { column } of filter === undefined ? [] : "column" in filter ? [filter] : filter) {
    check("filter", column, any);
  }
  const base = { fact: table, date, ...(filter === undefined ? {} : { filter }) };
  return {
    definition,
    count: () => ({ kind: "flow", ...base, aggregate: { count: true } }),
    countOf: (column) => ({ kind: "flow", ...base, aggregate: { countOf: check("countOf", column, any) } }),
    sum: (column) => ({
      kind: "flow",
      ...base,
      aggregate: { sum: check("sum", column, ["money", "number", "integer"]) },
    }),
    days: (from, to) => ({
      kind: "day_histogram",
      ...base,
      from: check("from", from, ["date"]),
      to: check("to", to, ["date"]),
    }),
  };
}

function fault(fact: FactDefinition, field: string, value: string, known: readonly string[]): ForesailError {
  return new ForesailError(
    "invalid_definition",
    `fact ${fact.name}: ${field} is ${JSON.stringify(value)}; it must be one of ${known.join(", ")}`,
  );
}
