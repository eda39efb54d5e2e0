import type { Settings } from "@foresail/client";
import { Big } from "big.js";
import type { BatchHeader, JournalRow } from "../journal/batch.ts";
import { isOtherTable } from "../journal/batch-table.ts";
import { localDay, type Table, tables } from "../model/tables.ts";
import type { ExchangeRates } from "./exchange-rates.ts";
import { dayIn } from "./local-day.ts";
import { normaliseMrr, type SubscriptionPrice } from "./normalise-mrr.ts";
import { hasCurrency, originalAmount } from "./stored-columns.ts";

/** What a row's stored values depend on beside the row itself: a change of it re-derives the tenant's rows. */
export interface DeriveContext {
  readonly settings: Settings;
  readonly rates: ExchangeRates;
}

/** The date at whose rate each table's money is converted, first one given wins. */
export const moneyDates: Readonly<Record<string, readonly string[]>> = {
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

function convertMoney(table: Table, values: Values, row: Record<string, unknown>, at: Conversion): void {
  const dated = (moneyDates[table.name] ?? [])
    .map((column) => text(values, column))
    .find((date) => date !== undefined);
  if (dated !== undefined) row.money_on = dayIn(at.settings.timeZone, dated);
  const currency = text(values, "currency");
  row.rate_missing = false;
  if (currency === undefined || currency === at.rates.reporting) return;
  for (const column of table.columns) {
    const amount = column.type === "money" ? (row[column.name] as string | undefined) : undefined;
    if (amount !== undefined) row[originalAmount(column.name)] = amount;
  }
  convertAmounts(table, row, at.rates, at.knownAt);
}

interface Conversion extends DeriveContext {
  /** The moment whose knowledge of rates counts, milliseconds since 1970. */
  readonly knownAt: number;
}

/**
 * Sets a stored row's amounts from its original ones at the rates known at a moment.
 *
 * @returns whether any amount is another one now
 */
export function convertAmounts(
  table: Table,
  row: Record<string, unknown>,
  rates: ExchangeRates,
  knownAt: number,
): boolean {
  const day = text(row, "money_on");
  let changed = false;
  let missing = false;
  for (const column of table.columns.filter(({ type }) => type === "money")) {
    const original = text(row, originalAmount(column.name));
    if (original === undefined) continue;
    const converted = rates.convert(original, text(row, "currency"), day, knownAt);
    const before = text(row, column.name);
    changed ||=
      converted === null ? before !== undefined : before === undefined || !sameDecimal(before, converted);
    missing ||= converted === null;
    row[column.name] = converted;
  }
  row.rate_missing = missing;
  return changed;
}

/** Whether two decimals are equal, however many zeros they end with. */
function sameDecimal(a: string, b: string): boolean {
  return Big(a).eq(b);
}

/** One journal row as the engine stores it: local days, normalised MRR, money in the reporting currency. */
export function deriveRow(
  header: BatchHeader,
  journalRow: JournalRow,
  context: DeriveContext,
): Record<string, unknown> {
  // Asked for once: an imported row parses them each time.
  const given = journalRow.values;
  const values = given ?? {};
  const { attributes, ...own } = values;
  const row: Record<string, unknown> = {
    ...own,
    id: journalRow.id,
    tenant: header.tenant,
    source_system: header.sourceSystem,
    recorded_at: header.recordedAt.replace("Z", ""),
    seq: header.seq,
    deleted: given === undefined,
    content_hash: journalRow.hash,
    attributes: attributes ?? null,
  };
  if (isOtherTable(header.table) || given === undefined) return row;
  const table = tables[header.table];
  if (table.name === "subscriptions") {
    const discounts = context.settings["revenue.discounts"];
    row.mrr = normaliseMrr(values as SubscriptionPrice, discounts) ?? undefined;
  }
  for (const column of table.columns) {
    const date = column.type === "date" ? text(values, column.name) : undefined;
    if (date !== undefined) row[localDay(column.name)] = dayIn(context.settings.timeZone, date);
  }
  if (hasCurrency(table)) {
    convertMoney(table, values, row, { ...context, knownAt: Date.parse(header.recordedAt) });
  }
  return row;
}
