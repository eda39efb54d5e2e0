import type { Row, WriteTransaction } from "../engine/engine.ts";
import { type Table, tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, type Sql, sql, storedTable } from "../sql/sql.ts";
import { applyVersions, stagedVersions } from "./apply-versions.ts";
import { convertAmounts } from "./derive-row.ts";
import type { ExchangeRates } from "./exchange-rates.ts";
import { hasCurrency, type StoredColumn, storedColumns } from "./stored-columns.ts";

/** Tables in which the tenant has amounts in a foreign currency. */
export async function tablesWithForeignMoney(
  transaction: WriteTransaction,
  tenant: string,
  reporting: string,
): Promise<readonly Table[]> {
  const found: Table[] = [];
  for (const table of Object.values(tables).filter(hasCurrency)) {
    const [row] = await transaction.query(
      sql`select 1 as found from ${storedTable(table.name, tenant)} where tenant = ${tenant} and currency <> ${reporting} limit 1`,
    );
    if (row) found.push(table);
  }
  return found;
}

/** A column as it can be staged again: days and moments as text, so that no driver reads them in its own way. */
function readable({ name, kind }: StoredColumn, dialect: Dialect): Sql {
  const asText = kind === "day" || kind === "timestamp" || kind === "json";
  return asText ? sql`cast(${id(name)} as ${dialect.columnType("text")}) as ${id(name)}` : id(name);
}

function staged(row: Row, columns: readonly StoredColumn[]): Record<string, unknown> {
  const json = columns.filter(({ kind }) => kind === "json").map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      json.includes(name) && value !== null ? JSON.parse(String(value)) : value,
    ]),
  );
}

/**
 * Restates foreign amounts at the moments at which rates changed: a row that was known then gets a version with its new
 * amount, recorded at that moment, and keeps the old one for questions about earlier.
 *
 * @param from - milliseconds since 1970; changes before it have been dealt with
 * @param seq - the batch that brings the restatement about
 */
export async function restateAmounts(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  rates: ExchangeRates,
  from: number,
  seq: number,
): Promise<void> {
  const moments = rates.changes.filter((moment) => moment >= from);
  if (moments.length === 0) return;
  for (const table of await tablesWithForeignMoney(transaction, tenant, rates.reporting)) {
    const columns = storedColumns(table.name, dialect);
    const select = join(columns.map((column) => readable(column, dialect)));
    for (const moment of moments) {
      const recordedAt = new Date(moment).toISOString();
      const at = dialect.timestamp(recordedAt);
      const rows =
        await transaction.query(sql`${comment("foreign amounts that were known when rates changed")}
select ${select} from ${storedTable(table.name, tenant)}
where tenant = ${tenant} and currency <> ${rates.reporting} and not deleted
  and recorded_at <= ${at} and (superseded_at is null or superseded_at > ${at})`);
      const restated = rows
        .map((row) => staged(row, columns))
        .filter((row) => convertAmounts(table, row, rates, moment))
        .map((row) => ({ ...row, recorded_at: recordedAt.replace("Z", ""), seq }));
      if (restated.length === 0) continue;
      await transaction.stage(stagedVersions, columns, restated);
      await applyVersions(transaction, dialect, tenant, table.name);
    }
  }
}
