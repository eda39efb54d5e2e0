import type { Engine, Row } from "../engine/engine.ts";
import type { BatchHeader } from "../journal/batch.ts";
import { type Column, tables } from "../model/tables.ts";
import { hasCurrency } from "../projection/stored-columns.ts";
import { relation } from "../query/relation.ts";
import { id, join, type Sql, sql } from "../sql/sql.ts";
import { freshnessOf } from "../store/data-version.ts";
import { counted, type Finding, ok, warning } from "./finding.ts";

type TableName = keyof typeof tables;

const names = Object.keys(tables) as TableName[];

/** Rows of a tenant as they are known now. */
const now = (table: TableName, tenant: string, engine: Engine): Sql =>
  relation(table, { tenant, asOf: null }, engine.dialect);

/** Columns of a table that name rows of others. */
const referencesOf = (table: TableName): readonly Column[] =>
  tables[table].columns.filter(({ references }) => references !== undefined);

/** Amounts without a rate, by table and currency. */
function withoutRate(tenant: string, engine: Engine): Sql {
  const selects = names
    .filter((table) => hasCurrency(tables[table]))
    .map(
      (table) =>
        sql`select ${table} as name, currency, cast(count(*) as bigint) as n from ${now(table, tenant, engine)} as t where rate_missing group by currency`,
    );
  return sql`${join(selects, "\nunion all\n")}\norder by name, currency`;
}

/** Rows that name a record which is not there, by table and column; tables without any row are not in use. */
function dangling(tenant: string, engine: Engine): Sql {
  const selects = names.flatMap((table) =>
    referencesOf(table).map(({ name, references }) => {
      const column = id(name);
      const known = sql`(select id as known_id from ${now(references as TableName, tenant, engine)} as k)`;
      return sql`select ${table} as name, ${name} as field, cast(count(*) as bigint) as n from ${now(table, tenant, engine)} as t left join ${known} as r on r.known_id = t.${column} where t.${column} is not null and r.known_id is null and exists ${known}`;
    }),
  );
  return sql`select * from (\n${join(selects, "\nunion all\n")}\n) as counts where n > 0 order by n desc, name, field`;
}

/** What is to be known of a tenant's data: how fresh they are, and which rows lack a rate or a record that they name. */
export async function checkData(
  engine: Engine,
  tenant: string,
  headers: readonly BatchHeader[],
): Promise<Finding[]> {
  const check = `data of ${tenant}`;
  const { recordedAt } = freshnessOf(headers.filter((header) => header.tenant === tenant));
  const [rates, references] = await engine.read(
    async (query): Promise<[Row[], Row[]]> => [
      await query(withoutRate(tenant, engine)),
      await query(dangling(tenant, engine)),
    ],
  );
  const told = (rows: readonly Row[], what: (row: Row) => string): string => rows.map(what).join(", ");
  return [
    ok(check, recordedAt === null ? "no rows" : `newest recorded ${recordedAt}`),
    ...(rates.length === 0
      ? []
      : [
          warning(
            check,
            `amounts without an exchange rate: ${told(rates, ({ name, currency, n }) => `${counted(Number(n), "row")} of ${name} in ${currency}`)}`,
            "import rates with: foresail import csv:fx_rates FILE",
          ),
        ]),
    ...(references.length === 0
      ? []
      : [
          warning(
            check,
            `records that are named and not there: ${told(references, ({ name, field, n }) => `${name}.${field} in ${counted(Number(n), "row")}`)}`,
            "import what they name, or correct them; until then there is no region, segment and the like to be looked up on them",
          ),
        ]),
  ];
}
