import type { SubscriptionRow } from "../rows.ts";
import { divideMicros, type Micros, parseMicros } from "./micros.ts";

/** What a subscription row is worth in a month: nothing in a trial, its MRR, or its amount spread over the interval. */
export function rowMrr(row: SubscriptionRow): Micros {
  if (row.trial) return 0;
  if (row.mrr !== null) return parseMicros(row.mrr);
  const months = (row.interval === "year" ? 12 : 1) * (row.interval_count ?? 1);
  return divideMicros(parseMicros(row.amount ?? "0") * row.quantity, months);
}

/** Index of the first boundary after a date. */
function firstAfter(boundaries: readonly string[], date: string): number {
  const index = boundaries.findIndex((boundary) => boundary > date);
  return index === -1 ? boundaries.length : index;
}

/** MRR by account just before each boundary, and the day from which an account first had any. */
export interface Balances {
  readonly boundaries: readonly string[];
  readonly byAccount: ReadonlyMap<string, Float64Array>;
  readonly firstPaid: ReadonlyMap<string, string>;
}

/** A row counts just before a boundary if it starts before it and does not end before it. */
export function balancesAt(rows: readonly SubscriptionRow[], boundaries: readonly string[]): Balances {
  const byAccount = new Map<string, Float64Array>();
  const firstPaid = new Map<string, string>();
  for (const row of rows) {
    const mrr = rowMrr(row);
    if (mrr === 0) continue;
    const known = firstPaid.get(row.account_id);
    if (known === undefined || row.starts_at < known) firstPaid.set(row.account_id, row.starts_at);
    const sums = byAccount.get(row.account_id) ?? new Float64Array(boundaries.length);
    byAccount.set(row.account_id, sums);
    const end = row.ends_at === null ? boundaries.length : firstAfter(boundaries, row.ends_at);
    for (let i = firstAfter(boundaries, row.starts_at); i < end; i += 1) sums[i]! += mrr;
  }
  return { boundaries, byAccount, firstPaid };
}
