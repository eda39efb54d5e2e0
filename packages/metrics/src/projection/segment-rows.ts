import type { ZoneOffset } from "../calendar/zone-offsets.ts";
import type { StageColumn } from "../engine/engine.ts";
import type { BatchHeader } from "../journal/batch.ts";
import { type Column, localDay, type Table } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { type DeriveContext, moneyDates } from "./derive-row.ts";
import { isInstant, isOtherInstant, localDaySql } from "./local-day-sql.ts";
import { hasCurrency, originalAmount, storedColumns } from "./stored-columns.ts";

/** A column of a row's values. */
type Field = Pick<Column, "name" | "type">;

/** The columns of a journal's segment as an engine reads it: a row's own, and its values as a structure of some fields. */
function segmentColumns(fields: readonly Field[], dialect: Dialect): readonly StageColumn[] {
  const text = dialect.columnType("text");
  const typed = fields.map(({ name, type }) => sql`${id(name)} ${dialect.columnType(type)}`);
  return [
    { name: "id", type: text },
    { name: "hash", type: text },
    ...(typed.length === 0 ? [] : [{ name: "values", type: sql`struct(${join(typed)})` }]),
  ];
}

const value = (column: string): Sql => sql`line."values".${id(column)}`;

/** A column of a row as it is stored: a trial has no recurring revenue. */
function storedValue(table: Table, column: string, dialect: Dialect): Sql {
  if (table.name !== "subscriptions" || column !== "mrr") return value(column);
  return sql`case when ${value("trial")} then cast(0 as ${dialect.columnType("money")}) else ${value(column)} end`;
}

/** What each stored column of a plain row is made of. */
function expressionsOf(
  { table, header, offsets }: PlacedSegment,
  dialect: Dialect,
): ReadonlyMap<string, Sql> {
  const dayOf = (column: string): Sql => localDaySql(value(column), offsets, dialect);
  const expressions = new Map<string, Sql>();
  for (const { name, type } of table.columns) {
    expressions.set(name, storedValue(table, name, dialect));
    if (type === "date") expressions.set(localDay(name), dayOf(name));
    if (type === "money") {
      expressions.set(originalAmount(name), sql`cast(null as ${dialect.columnType("money")})`);
    }
  }
  const moneyDays = (moneyDates[table.name] ?? []).map(dayOf);
  expressions.set("money_on", sql`coalesce(${join(moneyDays)})`);
  expressions.set("rate_missing", sql`case when line."values" is not null then false end`);
  expressions.set("id", sql`line."id"`);
  expressions.set("tenant", dialect.text(header.tenant));
  expressions.set("source_system", dialect.text(header.sourceSystem));
  expressions.set("recorded_at", dialect.timestamp(header.recordedAt));
  expressions.set("seq", sql`cast(${header.seq} as ${dialect.columnType("integer")})`);
  expressions.set("deleted", sql`line."values" is null`);
  expressions.set("content_hash", sql`line."hash"`);
  expressions.set("attributes", value("attributes"));
  return expressions;
}

/** Which rows of a table an engine cannot derive by itself, and the fields that tell. */
interface Derivation {
  readonly fields: readonly Field[];
  /** Null where it can derive all. */
  readonly condition: Sql | null;
  /** Dates whose instants are to be placed in the tenant's zone. */
  readonly instants: readonly Column[];
}

/** A segment of the journal that an engine reads by itself. */
export interface Segment {
  readonly table: Table;
  readonly header: BatchHeader;
  /** A relation of some of its columns. */
  readonly lines: (columns: readonly StageColumn[]) => Sql;
  readonly derivation: Derivation;
}

/** A segment whose instants can be placed in the tenant's zone. */
export interface PlacedSegment extends Segment {
  /** Those of the zone, as far as the instants reach; none where there are no instants, or the zone is UTC. */
  readonly offsets: readonly ZoneOffset[];
}

/**
 * What the engine cannot derive by itself: amounts in a foreign currency, prices to be made monthly, and instants in an
 * unusual notation where the tenant's days are not those of UTC.
 */
export function derivationOf(table: Table, { settings, rates }: DeriveContext): Derivation {
  const fields: Field[] = [];
  const conditions: Sql[] = [];
  const instants = table.columns.filter(({ type }) => type === "date" && settings.timeZone !== "UTC");
  for (const column of table.columns) {
    const own = value(column.name);
    const condition = instants.includes(column)
      ? isOtherInstant(own)
      : column.name === "currency" && hasCurrency(table)
        ? sql`${own} <> ${rates.reporting}`
        : null;
    if (condition === null) continue;
    fields.push(column);
    conditions.push(condition);
  }
  if (table.name === "subscriptions") {
    fields.push({ name: "mrr", type: "money" }, { name: "trial", type: "boolean" });
    const isTrial = sql`coalesce(${value("trial")}, false)`;
    conditions.push(sql`(line."values" is not null and ${value("mrr")} is null and not ${isTrial})`);
  }
  if (conditions.length === 0) return { fields, condition: null, instants };
  return { fields, condition: sql`coalesce(${join(conditions, " or ")}, false)`, instants };
}

/** The lines of a segment; its header has no id. */
function from({ lines }: Segment, fields: readonly Field[], dialect: Dialect): Sql {
  return sql`from ${lines(segmentColumns(fields, dialect))} as line where line."id" is not null`;
}

/** Leaves out the rows that need `deriveRow`. */
function isPlain({ derivation: { condition } }: Segment): Sql {
  return condition === null ? sql`` : sql` and not ${condition}`;
}

/** The rows of a segment that do not need `deriveRow`, as that would store them, in order of `storedColumns`. */
export function segmentRows(segment: PlacedSegment, dialect: Dialect): Sql {
  const { table } = segment;
  const expressions = expressionsOf(segment, dialect);
  const columns = storedColumns(table.name, dialect).map(
    ({ name }) => sql`${expressions.get(name)!} as ${id(name)}`,
  );
  const fields: readonly Field[] = [...table.columns, { name: "attributes", type: "json" }];
  return sql`${comment("rows of a journal's segment")}
select ${join(columns, ",\n  ")}
${from(segment, fields, dialect)}${isPlain(segment)}`;
}

/** The ids of those rows, and when they were recorded. */
export function segmentIds(segment: Segment, dialect: Dialect): Sql {
  return sql`select line."id", ${dialect.timestamp(segment.header.recordedAt)}
${from(segment, segment.derivation.fields, dialect)}${isPlain(segment)}`;
}

/** The ids of the rows that need `deriveRow`: column id. */
export function derivedIds(segment: Segment, dialect: Dialect): Sql {
  const { fields, condition } = segment.derivation;
  return sql`select line."id" as id ${from(segment, fields, dialect)} and ${condition ?? sql`false`}`;
}

/** The columns of `segmentCounts` that hold the first and the last instant of a date. */
export function instantColumns({ name }: Column): { readonly first: string; readonly last: string } {
  return { first: `first_${name}`, last: `last_${name}` };
}

/**
 * Counts the rows of a segment, their different ids, and those that need `deriveRow`: columns n, ids, derived; and finds
 * the first and the last instant of each date whose local days it takes to know them, as `instantColumns` names them.
 */
export function segmentCounts(segment: Segment, dialect: Dialect): Sql {
  const { fields, condition, instants } = segment.derivation;
  const integer = dialect.columnType("integer");
  const derived = condition === null ? sql`0` : sql`count(case when ${condition} then 1 end)`;
  const bounds = instants.map((column) => {
    const instant = sql`case when ${isInstant(value(column.name))} then ${value(column.name)} end`;
    const { first, last } = instantColumns(column);
    return sql`, min(${instant}) as ${id(first)}, max(${instant}) as ${id(last)}`;
  });
  return sql`${comment("what a journal's segment holds")}
select cast(count(*) as ${integer}) as n, cast(count(distinct line."id") as ${integer}) as ids, cast(${derived} as ${integer}) as derived${join(bounds, "")}
${from(segment, fields, dialect)}`;
}
