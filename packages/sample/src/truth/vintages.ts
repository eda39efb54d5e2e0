import type { Batch } from "../deliveries.ts";
import type { SubscriptionRow } from "../rows.ts";
import { rowMrr } from "./balances.ts";
import { formatMicros, type Micros } from "./micros.ts";

/** MRR by month as it was known at one moment; months not yet over are left out. */
export interface MrrVintage {
  readonly recordedAt: string;
  readonly mrr: Readonly<Record<string, string>>;
}

/** MRR of a month when it was first published, and as it is known now. */
export interface PublishedMrr {
  readonly period: string;
  readonly firstPublishedAt: string;
  readonly firstPublished: string;
  readonly current: string;
}

/** Adds a row's MRR, or takes it away, in the months at whose end it counts. */
function apply(
  totals: Map<string, Micros>,
  row: SubscriptionRow,
  monthEnds: readonly (readonly [string, string])[],
  sign: 1 | -1,
): void {
  const mrr = rowMrr(row);
  if (mrr === 0) return;
  for (const [month, end] of monthEnds) {
    if (row.starts_at < end && (row.ends_at === null || row.ends_at >= end)) {
      totals.set(month, (totals.get(month) ?? 0) + sign * mrr);
    }
  }
}

/**
 * MRR by month after each delivery, whether or not it changed a subscription: replays the batches, those of one
 * delivery in a row, and replaces versions as they come.
 *
 * @param monthEnds - pairs of a month's first day and the first day after it
 */
export function mrrVintages(
  batches: readonly Batch[],
  monthEnds: readonly (readonly [string, string])[],
): MrrVintage[] {
  const current = new Map<string, SubscriptionRow>();
  const totals = new Map<string, Micros>();
  const vintages: MrrVintage[] = [];
  batches.forEach(({ recordedAt, table, rows }, index) => {
    for (const row of table === "subscriptions" ? rows : []) {
      const old = current.get(row.id);
      if (old) apply(totals, old, monthEnds, -1);
      apply(totals, row, monthEnds, 1);
      current.set(row.id, row);
    }
    if (batches[index + 1]?.recordedAt === recordedAt) return;
    const over = monthEnds.filter(([, end]) => end <= recordedAt.slice(0, 10));
    const mrr = Object.fromEntries(over.map(([month]) => [month, formatMicros(totals.get(month) ?? 0)]));
    vintages.push({ recordedAt, mrr });
  });
  return vintages;
}

/** First and current values from the vintages. */
export function publishedMrr(vintages: readonly MrrVintage[]): PublishedMrr[] {
  const current = vintages[vintages.length - 1]?.mrr ?? {};
  return Object.keys(current).map((period) => {
    const first = vintages.find(({ mrr }) => mrr[period] !== undefined)!;
    return {
      period,
      firstPublishedAt: first.recordedAt,
      firstPublished: first.mrr[period]!,
      current: current[period]!,
    };
  });
}
