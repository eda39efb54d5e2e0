import type { ImportWarning } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import { type Column, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import { relation } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, type Sql, sql } from "../sql/sql.ts";
import { type ImportPlan, importedRows } from "./commit-import.ts";

interface Surroundings {
  readonly transaction: WriteTransaction;
  readonly dialect: Dialect;
}

const shownExamples = 5;

/** Rows of the import as they are now, whether they were news or unchanged. */
function imported(plan: ImportPlan, dialect: Dialect): Sql {
  const scope = { tenant: plan.tenant, asOf: null };
  return sql`${relation(plan.table, scope, dialect)} as t join ${id(importedRows)} as i on i.id = t.id`;
}

async function count(from: Sql, condition: Sql, { transaction, dialect }: Surroundings): Promise<number> {
  const integer = dialect.columnType("integer");
  const [row] = await transaction.query(
    sql`select cast(count(*) as ${integer}) as n from ${from} where ${condition}`,
  );
  return Number(row?.n ?? 0);
}

async function unknownReferences(
  plan: ImportPlan,
  column: Column,
  surroundings: Surroundings,
): Promise<ImportWarning | null> {
  const { transaction, dialect } = surroundings;
  if (!column.references) return null;
  const integer = dialect.columnType("integer");
  const referenced = relation(column.references, { tenant: plan.tenant, asOf: null }, dialect);
  const value = sql`t.${id(column.name)}`;
  const rows =
    await transaction.query(sql`${comment(`values of ${column.name} that ${column.references} does not have`)}
select ${value} as value, cast(count(*) as ${integer}) as n
from ${imported(plan, dialect)} left join ${referenced} as r on r.id = ${value}
where ${value} is not null and r.id is null
group by ${value} order by n desc, value`);
  const total = rows.reduce((sum, row) => sum + Number(row.n), 0);
  if (total === 0) return null;
  const examples = rows.slice(0, shownExamples).map((row) => String(row.value));
  return {
    code: "unknown_reference",
    column: column.name,
    count: total,
    examples,
    message: `${total} rows name ${rows.length === 1 ? "a value" : `${rows.length} values`} of ${column.name} that ${column.references} does not have: ${examples.join(", ")}`,
  };
}

async function missing(
  plan: ImportPlan,
  column: Column,
  surroundings: Surroundings,
): Promise<ImportWarning | null> {
  if (!column.expected) return null;
  const { dialect } = surroundings;
  const n = await count(imported(plan, dialect), sql`t.${id(column.name)} is null`, surroundings);
  if (n === 0) return null;
  const isDate = column.type === "date";
  return {
    code: isDate ? "missing_date" : "missing_reference",
    column: column.name,
    count: n,
    examples: [],
    message: isDate
      ? `${n} rows have no ${column.name}: they are kept, and fall into no period of that date`
      : `${n} rows have no ${column.name}: they are kept, and a split by a column of ${column.references ?? "it"} shows them as null`,
  };
}

async function missingRates(
  plan: ImportPlan,
  { transaction, dialect }: Surroundings,
): Promise<ImportWarning | null> {
  if (!hasCurrency(tables[plan.table])) return null;
  const integer = dialect.columnType("integer");
  const rows = await transaction.query(sql`select t.currency as currency, cast(count(*) as ${integer}) as n
from ${imported(plan, dialect)} where t.rate_missing group by t.currency order by n desc, t.currency`);
  const total = rows.reduce((sum, row) => sum + Number(row.n), 0);
  if (total === 0) return null;
  const examples = rows.slice(0, shownExamples).map((row) => String(row.currency));
  return {
    code: "missing_rate",
    column: "currency",
    count: total,
    examples,
    message: `${total} rows are in ${examples.join(", ")} without a rate to the reporting currency; import fx_rates before querying them`,
  };
}

function unmapped(plan: ImportPlan): ImportWarning[] {
  const names = [...new Set(plan.results.flatMap((result) => result.unmappedColumns))];
  return names.map((name) => ({
    code: "unmapped_column",
    column: name,
    count: plan.results.reduce((sum, result) => sum + result.total, 0),
    examples: [],
    message: `column ${JSON.stringify(name)} was not imported; map it, or list it under attributes`,
  }));
}

/** What is worth knowing of rows that were kept: undated, unmatched, in a currency without a rate, columns left out. */
export async function importWarnings(plan: ImportPlan, surroundings: Surroundings): Promise<ImportWarning[]> {
  const found: (ImportWarning | null)[] = [];
  for (const column of tables[plan.table].columns) {
    found.push(await missing(plan, column, surroundings));
    found.push(await unknownReferences(plan, column, surroundings));
  }
  found.push(await missingRates(plan, surroundings), ...unmapped(plan));
  return found.filter((warning) => warning !== null);
}
