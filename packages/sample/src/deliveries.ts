import { addMonths, firstDayOf, isoInstant, monthOf, SECONDS_PER_DAY } from "./calendar.ts";
import { type RowOf, type TableName, type Tables, tableNames } from "./rows.ts";
import type { Window } from "./window.ts";

/** What became known about one table at one moment: new rows, and new versions of rows known before. */
export type Batch = {
  [T in TableName]: {
    readonly recordedAt: string;
    readonly table: T;
    readonly rows: readonly RowOf<T>[];
  };
}[TableName];

/** Collects rows by the month in which they became known. */
export interface Ledger {
  /** Files a row under the month of `day`; a day before the window goes into the first delivery. */
  record<T extends TableName>(table: T, day: number, row: RowOf<T>): void;
  /** Files rows under a moment of their own, between two monthly deliveries. */
  correct<T extends TableName>(table: T, instant: number, rows: readonly RowOf<T>[]): void;
  /** All deliveries in the order they became known. */
  batches(): Batch[];
}

type Buckets = { [T in TableName]: RowOf<T>[][] };

/** The moment at which the rows of a month are delivered: the 2nd of the next month, 06:00 UTC. */
export function deliveryInstant(window: Window, month: number): number {
  return (firstDayOf(monthOf(window.start) + month + 1) + 1) * SECONDS_PER_DAY + 6 * 3600;
}

/** The delivery a day belongs to, counted from 0. */
export function deliveryOf(window: Window, day: number): number {
  return Math.max(0, monthOf(day) - monthOf(window.start));
}

/** An empty ledger over a window. */
export function createLedger(window: Window): Ledger {
  const empty = (): never[][] => Array.from({ length: window.months }, () => []);
  const buckets = Object.fromEntries(tableNames.map((name) => [name, empty()])) as unknown as Buckets;
  const corrections: { instant: number; batch: Batch }[] = [];
  return {
    record<T extends TableName>(table: T, day: number, row: RowOf<T>): void {
      buckets[table][deliveryOf(window, day)]!.push(row);
    },
    correct<T extends TableName>(table: T, instant: number, rows: readonly RowOf<T>[]): void {
      corrections.push({ instant, batch: { recordedAt: isoInstant(instant), table, rows } as Batch });
    },
    batches(): Batch[] {
      const all = [...corrections];
      for (let month = 0; month < window.months; month += 1) {
        const instant = deliveryInstant(window, month);
        for (const table of tableNames) {
          const rows = buckets[table][month]!;
          if (rows.length > 0)
            all.push({ instant, batch: { recordedAt: isoInstant(instant), table, rows } as Batch });
        }
      }
      return all.sort((a, b) => a.instant - b.instant).map(({ batch }) => batch);
    },
  };
}

/** The rows as known after all the given batches: for each id the version that came last. */
export function replay(batches: readonly Batch[]): Tables {
  const versions = Object.fromEntries(tableNames.map((name) => [name, new Map<string, unknown>()]));
  for (const { table, rows } of batches) {
    const current = versions[table]!;
    for (const row of rows) current.set(row.id, row);
  }
  return Object.fromEntries(
    tableNames.map((name) => [name, [...versions[name]!.values()]]),
  ) as unknown as Tables;
}

/** Deliveries that changed a row, given the days on which something about it happened. */
export function deliveriesWithChanges(window: Window, days: readonly number[]): number[] {
  return [...new Set(days.filter((day) => day < window.end).map((day) => deliveryOf(window, day)))].sort(
    (a, b) => a - b,
  );
}

/** The first day not yet known in a delivery. */
export function knownBefore(window: Window, delivery: number): number {
  return addMonths(window.start, delivery + 1);
}
