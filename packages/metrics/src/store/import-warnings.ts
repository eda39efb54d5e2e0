import type { ImportWarning } from "@foresail/client";
import type { Row, WriteTransaction } from "../engine/engine.ts";
import { quote } from "../ingest/problem.ts";
import { groupBy } from "../model/group-by.ts";
import { type Column, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import { relation } from "../query/relation.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, type Sql, sql } from "../sql/sql.ts";
import { type ImportPlan, importedRows } from "./commit-import.ts";
import { knownMerges } from "./known-merges.ts";
import { resolveMerges } from "./merge-references.ts";

type Code = ImportWarning["code"];
/** Warnings that the rows themselves give rise to. */
type RowCode = Exclude<Code, "merged_reference" | "unmapped_column" | "incomplete_export" | "rounded_amount">;

const shownExamples = 5;

/** One check of the imported rows: rows of (code, column, value, n). */
function check(code: Code, column: string, value: Sql, from: Sql, condition: Sql, dialect: Dialect): Sql {
  const text = dialect.columnType("text");
  const integer = dialect.columnType("integer");
  return sql`select ${dialect.text(code)} as code, ${dialect.text(column)} as "column", cast(${value} as ${text}) as value,
  cast(count(*) as ${integer}) as n
from ${from} where ${condition} group by ${value}`;
}

function checksOf(column: Column, plan: ImportPlan, dialect: Dialect): Sql[] {
  const scope = { tenant: plan.tenant, asOf: null };
  const value = sql`t.${id(column.name)}`;
  const checks: Sql[] = [];
  if (column.expected) {
    const code = column.type === "date" ? "missing_date" : "missing_reference";
    checks.push(check(code, column.name, value, sql`imported as t`, sql`${value} is null`, dialect));
  }
  if (column.references) {
    const from = sql`imported as t left join ${relation(column.references, scope, dialect)} as r on r.id = ${value}`;
    checks.push(
      check(
        "unknown_reference",
        column.name,
        value,
        from,
        sql`${value} is not null and r.id is null`,
        dialect,
      ),
    );
  }
  return checks;
}

const rowsHave = (n: number): string => (n === 1 ? "1 row has" : `${n} rows have`);

const messages: Readonly<Record<RowCode, (n: number, column: Column, values: string[]) => string>> = {
  missing_date: (n, { name }) =>
    `${n} rows have no ${name}: they are kept, and fall into no period of that date`,
  missing_reference: (n, { name, references }) =>
    `${rowsHave(n)} no ${name}: kept, and null where a column of ${references} splits them`,
  unknown_reference: (n, { name, references }, values) =>
    `${n} ${n === 1 ? "row names" : "rows name"} ${values.length === 1 ? "a value" : `${values.length} values`} of ${name} that ${references} does not have: ${values.slice(0, shownExamples).join(", ")}`,
  missing_rate: (n, _column, values) =>
    `${n} ${n === 1 ? "row is" : "rows are"} in ${values.slice(0, shownExamples).join(", ")} without a rate to the reporting currency; import fx_rates before querying them`,
};

function warning(code: RowCode, column: Column, rows: readonly Row[]): ImportWarning {
  const count = rows.reduce((sum, row) => sum + Number(row.n), 0);
  const values = rows.filter((row) => row.value !== null).map((row) => String(row.value));
  return {
    code,
    column: column.name,
    count,
    examples: values.slice(0, shownExamples),
    message: messages[code](count, column, values),
  };
}

/** References that match nothing, where what they name was merged: rows that came before the merge are not among them. */
function mergedReferences(
  column: Column,
  rows: readonly Row[],
  survivors: ReadonlyMap<string, string>,
): ImportWarning {
  const count = rows.reduce((sum, row) => sum + Number(row.n), 0);
  const values = rows.map((row) => String(row.value));
  const shown = values.slice(0, shownExamples);
  const pairs = shown.map((value) => `${value} (now ${survivors.get(value)})`);
  const name = `${count} ${count === 1 ? "row names" : "rows name"}`;
  const records = values.length === 1 ? "a record" : `${values.length} records`;
  return {
    code: "merged_reference",
    column: column.name,
    count,
    examples: shown,
    message: `${name} by ${column.name} ${records} of ${column.references} that ${values.length === 1 ? "was" : "were"} merged: ${pairs.join(", ")}; they match nothing until the source's merges are imported again, with these rows or after them`,
  };
}

/** What is to be said of references that match nothing: what they name may have been merged. */
async function unmatched(
  column: Column,
  rows: readonly Row[],
  { tenant }: ImportPlan,
  access: { readonly transaction: WriteTransaction; readonly dialect: Dialect },
): Promise<ImportWarning[]> {
  const merges = await knownMerges(column.references!, { tenant, asOf: null }, access);
  const survivors = resolveMerges(merges);
  const isMerged = (row: Row): boolean => survivors.has(String(row.value));
  const [merged, unknown] = [rows.filter(isMerged), rows.filter((row) => !isMerged(row))];
  return [
    ...(unknown.length === 0 ? [] : [warning("unknown_reference", column, unknown)]),
    ...(merged.length === 0 ? [] : [mergedReferences(column, merged, survivors)]),
  ];
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

/** Amounts that were rounded as they were read, by column: all that a database sees of them is what they are kept as. */
function rounded(plan: ImportPlan): ImportWarning[] {
  const byColumn = groupBy(
    plan.results.flatMap((result) => result.rounded),
    ({ column }) => column,
  );
  return [...byColumn].map(([column, roundings]) => {
    const count = roundings.reduce((sum, rounding) => sum + rounding.count, 0);
    const { file, label, examples } = roundings[0]!;
    const first = examples[0]!;
    const place = file === null ? `row ${first.line}` : `${file} line ${first.line}`;
    const where = `${place}, column ${label}${label === column ? "" : ` (${column})`}`;
    const amounts = count === 1 ? "1 amount has" : `${count} amounts have`;
    return {
      code: "rounded_amount",
      column,
      count,
      examples: roundings
        .flatMap((rounding) => rounding.examples.map(({ value }) => value))
        .slice(0, shownExamples),
      message: `${amounts} more than 6 decimal places and ${count === 1 ? "was" : "were"} rounded, half to even; ${where}: ${quote(first.value)} is kept as ${first.keptAs}; round at the source to 6 places or fewer where other digits are to count`,
    };
  });
}

/**
 * What is worth knowing of rows that were kept, whether they were news or unchanged: undated, unmatched, naming what was
 * merged, in a currency without a rate, rounded amounts, columns left out.
 *
 * @param isFirst - whether all rows of the tenant's table are the import's
 */
export async function importWarnings(
  plan: ImportPlan,
  isFirst: boolean,
  { transaction, dialect }: { readonly transaction: WriteTransaction; readonly dialect: Dialect },
): Promise<ImportWarning[]> {
  const table = tables[plan.table];
  const checks = table.columns.flatMap((column) => checksOf(column, plan, dialect));
  if (hasCurrency(table)) {
    checks.push(
      check("missing_rate", "currency", sql`t.currency`, sql`imported as t`, sql`t.rate_missing`, dialect),
    );
  }
  const read = [...rounded(plan), ...unmapped(plan)];
  if (checks.length === 0) return read;
  const current = relation(plan.table, { tenant: plan.tenant, asOf: null }, dialect);
  const imported = isFirst
    ? sql`select k.* from ${current} as k`
    : sql`select k.* from ${current} as k join ${id(importedRows)} as i on i.id = k.id`;
  const rows = await transaction.query(sql`${comment("rows of the import that have something to tell")}
with imported as (${imported})
select * from (${join(checks, "\nunion all\n")}) as found order by n desc, value`);
  const found: ImportWarning[] = [];
  for (const column of table.columns) {
    const own = groupBy(
      rows.filter((row) => row.column === column.name),
      (row) => String(row.code) as RowCode,
    );
    for (const [code, group] of own) {
      const warnings =
        code === "unknown_reference"
          ? await unmatched(column, group, plan, { transaction, dialect })
          : [warning(code, column, group)];
      found.push(...warnings);
    }
  }
  return [...found, ...read];
}
