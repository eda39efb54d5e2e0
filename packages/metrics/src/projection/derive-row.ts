import type { Settings } from "@foresail/client";
import type { BatchHeader, JournalRow } from "../journal/batch.ts";
import { localDay, type Table, tables } from "../model/tables.ts";
import type { ExchangeRates } from "./exchange-rates.ts";
import { dayIn } from "./local-day.ts";
import { normaliseMrr, type SubscriptionPrice } from "./normalise-mrr.ts";
import { hasCurrency } from "./stored-columns.ts";

/** What a row's stored values depend on beside the row itself: a change of it re-derives the tenant's rows. */
export interface DeriveContext {
  readonly settings: Settings;
  readonly rates: ExchangeRates;
}

/** The date at whose rate each table's money is converted, first one given wins. */
const moneyDates: Readonly<Record<string, readonly string[]>> = {
  spend: ["date"],
  opportunities: ["closed_at", "expected_close", "created_at"],
  subscriptions: ["starts_at"],
  invoices: ["issued_at"],
  payments: ["paid_at"],
};

type Values = Readonly<Record<string, unknown>>;

function text(values: Values, column: string): string | undefined {
  const value = values[column];
  return value === undefined || value === null ? undefined : String(value);
}

function convertMoney(
  table: Table,
  values: Values,
  row: Record<string, unknown>,
  context: DeriveContext,
): void {
  const dated = (moneyDates[table.name] ?? [])
    .map((column) => text(values, column))
    .find((date) => date !== undefined);
  const day = dated === undefined ? undefined : dayIn(context.settings.timeZone, dated);
  const currency = text(values, "currency");
  row.rate_missing = false;
  for (const column of table.columns) {
    const amount = column.type === "money" ? (row[column.name] as string | undefined) : undefined;
    if (amount === undefined) continue;
    const converted = context.rates.convert(amount, currency, day);
    row[column.name] = converted;
    if (converted === null) row.rate_missing = true;
  }
}

/** One journal row as the engine stores it: local days, normalised MRR, money in the reporting currency. */
export function deriveRow(
  header: BatchHeader,
  journalRow: JournalRow,
  context: DeriveContext,
): Record<string, unknown> {
  const values = journalRow.values ?? {};
  const { attributes, ...own } = values;
  const row: Record<string, unknown> = {
    ...own,
    id: journalRow.id,
    tenant: header.tenant,
    source_system: header.sourceSystem,
    recorded_at: header.recordedAt.replace("Z", ""),
    seq: header.seq,
    deleted: journalRow.values === undefined,
    content_hash: journalRow.hash,
    attributes: attributes ?? null,
  };
  if (header.table === "settings" || header.table === "snapshots" || journalRow.values === undefined)
    return row;
  const table = tables[header.table];
  if (table.name === "subscriptions") row.mrr = normaliseMrr(values as SubscriptionPrice) ?? undefined;
  for (const column of table.columns) {
    const date = column.type === "date" ? text(values, column.name) : undefined;
    if (date !== undefined) row[localDay(column.name)] = dayIn(context.settings.timeZone, date);
  }
  if (hasCurrency(table)) convertMoney(table, values, row, context);
  return row;
}
