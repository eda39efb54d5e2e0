import type { Engine, WriteTransaction } from "../src/engine/engine.ts";
import { prepareSchema } from "../src/projection/schema.ts";
import { Sql } from "../src/sql/sql.ts";
import {
  company,
  firstDay,
  type GeneratedTable,
  lastDay,
  rowsPerSupersededVersion,
  tenant,
} from "./company.ts";

/** SQL as it stands. */
export const plainSql = (text: string): Sql => new Sql([text], []);

async function fill(
  transaction: WriteTransaction,
  generated: GeneratedTable,
  owner: string,
  total: number,
): Promise<void> {
  const rows = generated.rows ?? Math.round((total * (generated.perMille ?? 0)) / 1000);
  const insert = (filter: string, recorded: string, superseded: string): Promise<void> =>
    transaction.run(
      plainSql(`insert into ${generated.table} by name
select '${owner}' as tenant, 'generated' as source_system, 1 as seq, false as deleted, md5(id) as content_hash,
  cast(${recorded} as timestamp) as recorded_at, ${superseded} as superseded_at, own.* exclude (n)
from (select cast(${total} as bigint) as n, ${generated.columns} from range(${rows}) as numbers(i) ${filter}) as own`),
    );
  const version = `i % ${rowsPerSupersededVersion} = 0`;
  const corrected = `${generated.known} + interval 60 days`;
  await insert(`where not ${version}`, `${generated.known} + interval 1 day`, "null");
  await insert(`where ${version}`, corrected, "null");
  await insert(`where ${version}`, `${generated.known} + interval 1 day`, corrected);
}

/**
 * Fills the tables of the projection with a company, straight from SQL: the way through the journal is what the import
 * part measures. Equal seeds and versions of DuckDB give equal rows.
 *
 * @param total - rows of the tenant, superseded versions not counted
 */
export async function generateTables(engine: Engine, total: number, seed: number): Promise<void> {
  await engine.write(async (transaction) => {
    await prepareSchema(transaction, engine.dialect);
    const days = `date_diff('day', date '${firstDay}', date '${lastDay}')`;
    await transaction.run(
      plainSql(`create temp macro r(i, k) as (hash(i, k, ${seed}) % 1000003) / 1000003.0`),
    );
    await transaction.run(
      plainSql(`create temp macro d(i, k) as date '${firstDay}' + cast(floor(${days} * r(i, k)) as integer)`),
    );
    for (const generated of company) {
      await fill(transaction, generated, tenant, total);
      await fill(transaction, generated, "other", Math.round(total / 10));
    }
  });
}
