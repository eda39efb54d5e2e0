import type { Batch, Row } from "@foresail/sample";

/** Rows of one table that became known at one moment. */
export interface Delivery {
  readonly recordedAt: string;
  readonly table: Batch["table"];
  readonly rows: readonly Row[];
}

/**
 * The deliveries that are due, oldest first, those before `opening` taken together as one load of history: what was
 * known in between is asked by no forecast, and one load takes a tenth of the time.
 *
 * @param batches - oldest first
 * @param opening - an instant from which on each delivery counts
 * @param after - deliveries before it have been made; ones at it are repeated, since a seeding may have ended there
 */
export function dueDeliveries(
  batches: readonly Batch[],
  opening: string,
  now: string,
  after: string | null,
): Delivery[] {
  const early = batches.filter(({ recordedAt }) => recordedAt < opening);
  const later = batches.filter(({ recordedAt }) => recordedAt >= opening);
  const all: Delivery[] = [...mergeDeliveries(early), ...later];
  return all.filter(({ recordedAt }) => recordedAt <= now && (after === null || recordedAt >= after));
}

/** One delivery for each table at the time of the last, with the newest version of each row. */
function mergeDeliveries(batches: readonly Batch[]): Delivery[] {
  const last = batches.at(-1);
  if (last === undefined) return [];
  const tables = new Map<Batch["table"], Map<string, Row>>();
  for (const { table, rows } of batches) {
    const newest = tables.get(table) ?? new Map<string, Row>();
    for (const row of rows as readonly Row[]) newest.set(row.id, row);
    tables.set(table, newest);
  }
  return [...tables].map(([table, rows]) => ({
    recordedAt: last.recordedAt,
    table,
    rows: [...rows.values()],
  }));
}
