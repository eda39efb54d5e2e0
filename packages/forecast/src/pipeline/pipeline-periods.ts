import { listOf } from "../internal/number-lists.ts";
import type { PeriodAxis } from "../series/period-axis.ts";
import type { DealTrack } from "./deal.ts";

/** Periods ahead of a day, from the one that it lies in. */
export interface PeriodsAhead {
  readonly labels: readonly string[];
  /** For each day from `asOf` the index of its period. */
  readonly periodOfDay: Int32Array;
  /** Share of the first period that lies ahead. */
  readonly share: number;
  /** Position of the first period on the axis. */
  readonly position: number;
}

/** The period of a day and those after it. */
export function periodsAhead(axis: PeriodAxis, asOf: number, horizon: number): PeriodsAhead {
  const position = axis.positionOfDay(asOf)!;
  const ends = listOf(horizon, (i) => axis.end(position + i)!);
  const start = axis.end(position - 1)!;
  const periodOfDay = new Int32Array(ends.at(-1)! - asOf);
  let period = 0;
  for (let day = 0; day < periodOfDay.length; day++) {
    while (asOf + day >= ends[period]!) period += 1;
    periodOfDay[day] = period;
  }
  return {
    labels: ends.map((_, i) => axis.label(position + i)!),
    periodOfDay,
    share: (ends[0]! - asOf) / (ends[0]! - start),
    position,
  };
}

/**
 * Amounts won by period, from the first whole period of the deals up to the one before `position`.
 *
 * @returns oldest first
 */
export function bookingsBefore(deals: readonly DealTrack[], axis: PeriodAxis, position: number): number[] {
  const first = deals.reduce((least, { created }) => Math.min(least, created), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(first)) return [];
  const from = axis.positionOfDay(first)! + 1;
  const result = new Array<number>(Math.max(0, position - from)).fill(0);
  for (const { won, closed, amount } of deals) {
    if (!won || closed === null) continue;
    const at = axis.positionOfDay(closed)! - from;
    if (at >= 0 && at < result.length) result[at]! += amount;
  }
  return result;
}
