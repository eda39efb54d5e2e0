import { isoInstant } from "./calendar.ts";
import { type DeliverySchedule, deliveryOf } from "./delivery-schedule.ts";
import { type RowOf, type TableName, type Tables, tableNames } from "./rows.ts";

/** What became known about one table at one moment: new rows, and new versions of rows known before. */
export type Batch = {
  [T in TableName]: {
    readonly recordedAt: string;
    readonly table: T;
    readonly rows: readonly RowOf<T>[];
  };
}[TableName];

/** Collects rows by the delivery in which they became known. */
export interface Ledger {
  /** Files a row under the delivery of `day`; a day before the window goes into the first one. */
  record<T extends TableName>(table: T, day: number, row: RowOf<T>): void;
  /** Files rows under a moment of their own, between two deliveries. */
  correct<T extends TableName>(table: T, instant: number, rows: readonly RowOf<T>[]): void;
  /** All deliveries in the order they became known. */
  batches(): Batch[];
}

type Buckets = { [T in TableName]: RowOf<T>[][] };

/** An empty ledger over a schedule. */
export function createLedger(schedule: DeliverySchedule): Ledger {
  const empty = (): never[][] => schedule.map(() => []);
  const buckets = Object.fromEntries(tableNames.map((name) => [name, empty()])) as unknown as Buckets;
  const corrections: { instant: number; batch: Batch }[] = [];
  return {
    record<T extends TableName>(table: T, day: number, row: RowOf<T>): void {
      buckets[table][deliveryOf(schedule, day)]!.push(row);
    },
    correct<T extends TableName>(table: T, instant: number, rows: readonly RowOf<T>[]): void {
      corrections.push({ instant, batch: { recordedAt: isoInstant(instant), table, rows } as Batch });
    },
    batches(): Batch[] {
      const all = [...corrections];
      schedule.forEach(({ instant }, delivery) => {
        for (const table of tableNames) {
          const rows = buckets[table][delivery]!;
          if (rows.length > 0)
            all.push({ instant, batch: { recordedAt: isoInstant(instant), table, rows } as Batch });
        }
      });
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

/**
 * The deliveries that were known at an instant, that instant included.
 *
 * @param instant - an ISO date, for its first moment in UTC, or an ISO timestamp with its zone
 * @throws {RangeError} if `instant` is neither
 *
 * @example
 * replay(batchesUntil(company.batches, "2026-11-22T12:00:00Z")); // the tables as they were known then
 */
export function batchesUntil(batches: readonly Batch[], instant: string): Batch[] {
  const until = Date.parse(instant);
  if (Number.isNaN(until))
    throw new RangeError(`batchesUntil needs an ISO date or timestamp, got ${instant}`);
  return batches.filter(({ recordedAt }) => Date.parse(recordedAt) <= until);
}
