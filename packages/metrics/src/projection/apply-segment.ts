import { type ZoneOffset, zoneOffsets } from "../calendar/zone-offsets.ts";
import type { Row, WriteTransaction } from "../engine/engine.ts";
import { InternalError } from "../errors.ts";
import type { BatchHeader } from "../journal/batch.ts";
import { isOtherTable } from "../journal/batch-table.ts";
import { tables } from "../model/tables.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, sql, storedTable } from "../sql/sql.ts";
import {
  applyVersions,
  endVersions,
  hasNoVersions,
  insertVersions,
  stagedVersions,
} from "./apply-versions.ts";
import type { DeriveContext } from "./derive-row.ts";
import {
  derivationOf,
  derivedIds,
  instantColumns,
  type PlacedSegment,
  type Segment,
  segmentCounts,
  segmentIds,
  segmentRows,
} from "./segment-rows.ts";
import { storedColumns } from "./stored-columns.ts";

/** From so many rows on an engine reads a batch's file by itself; of smaller batches many are staged together. */
export const leastRowsOfSegment = 2_000;

/** More derived rows than one in so many, and all rows of a segment are derived: each line is parsed for them anyway. */
const rowsPerDerived = 4;

/** A segment of which the engine can derive all or most rows by itself. */
export interface PlainSegment extends PlacedSegment {
  /** Whether each row has an id of its own. */
  readonly isDistinct: boolean;
  /** The ids of the rows that need `deriveRow`. */
  readonly derived: ReadonlySet<string>;
}

/**
 * A batch as a segment that the engine reads and derives by itself; null where it cannot, or where that is not worth its
 * while.
 */
export async function plainSegment(
  transaction: WriteTransaction,
  dialect: Dialect,
  { header, file }: { readonly header: BatchHeader; readonly file?: string },
  context: DeriveContext,
): Promise<PlainSegment | null> {
  if (file === undefined || isOtherTable(header.table) || header.rows < leastRowsOfSegment) return null;
  const lines = transaction.readLines?.(file);
  if (!lines) return null;
  const table = tables[header.table];
  const unplaced = { table, header, lines, derivation: derivationOf(table, context) };
  const [row] = await transaction.query(segmentCounts(unplaced, dialect));
  const segment = { ...unplaced, offsets: offsetsOf(unplaced, row ?? {}, context.settings.timeZone) };
  const isDistinct = row?.n === row?.ids;
  if (Number(row?.derived) === 0) return { ...segment, isDistinct, derived: new Set() };
  if (!isDistinct || Number(row?.derived) * rowsPerDerived > Number(row?.n)) return null;
  const ids = await transaction.query(derivedIds(segment, dialect));
  return { ...segment, isDistinct, derived: new Set(ids.map((one) => String(one.id))) };
}

/** The offsets of a zone from a segment's first instant to its last, of those that were found with its counts. */
function offsetsOf({ derivation }: Segment, counts: Row, timeZone: string): readonly ZoneOffset[] {
  const columns = derivation.instants.map(instantColumns);
  const firsts = columns.map(({ first }) => counts[first]).filter((first) => typeof first === "string");
  const lasts = columns.map(({ last }) => counts[last]).filter((last) => typeof last === "string");
  const [first, last] = [firsts.sort().at(0), lasts.sort().at(-1)];
  return first === undefined || last === undefined ? [] : zoneOffsets(timeZone, first, last);
}

/**
 * Brings the rows of a segment that do not need `deriveRow` into its table: ends the versions that they replace, and inserts
 * them, without a copy. They are counted then, since none of them passed through our hands: rows that an engine loses must
 * not be acknowledged.
 *
 * @throws {InternalError} where the engine has stored another number of rows
 */
export async function applySegment(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  segment: PlainSegment,
): Promise<void> {
  const { table, header } = segment;
  const before = await countRows(transaction, tenant, header);
  if (!segment.isDistinct || (await hasLaterVersions(transaction, dialect, tenant, segment))) {
    await stageAll(transaction, dialect, segment);
    await applyVersions(transaction, dialect, tenant, table.name);
  } else {
    if (!(await hasNoVersions(transaction, tenant, table.name))) {
      await stageIds(transaction, dialect, segment);
      await endVersions(transaction, dialect, tenant, table.name);
    }
    await insertVersions(transaction, dialect, tenant, table.name, segmentRows(segment, dialect));
  }
  const stored = (await countRows(transaction, tenant, header)) - before;
  const wanted = header.rows - segment.derived.size;
  if (stored !== wanted) {
    throw new InternalError(`${stored} of ${wanted} rows of batch ${header.seq} were stored`);
  }
}

/** Whether the tenant's table has versions that were recorded later: those of the segment may then have an end. */
async function hasLaterVersions(
  transaction: WriteTransaction,
  dialect: Dialect,
  tenant: string,
  { table, header }: Segment,
): Promise<boolean> {
  const [found] = await transaction.query(
    sql`select 1 as found from ${storedTable(table.name, tenant)}
where tenant = ${tenant} and recorded_at > ${dialect.timestamp(header.recordedAt)} limit 1`,
  );
  return found !== undefined;
}

async function stageAll(
  transaction: WriteTransaction,
  dialect: Dialect,
  segment: PlacedSegment,
): Promise<void> {
  const columns = storedColumns(segment.table.name, dialect);
  const names = join(columns.map(({ name }) => id(name)));
  await transaction.stage(stagedVersions, columns, []);
  await transaction.run(sql`insert into ${id(stagedVersions)} (${names}) ${segmentRows(segment, dialect)}`);
}

/** Stages what it takes to end the versions that a segment replaces. */
async function stageIds(transaction: WriteTransaction, dialect: Dialect, segment: Segment): Promise<void> {
  const columns = storedColumns(segment.table.name, dialect).filter(
    ({ name }) => name === "id" || name === "recorded_at",
  );
  await transaction.stage(stagedVersions, columns, []);
  await transaction.run(
    sql`insert into ${id(stagedVersions)} (id, recorded_at) ${segmentIds(segment, dialect)}`,
  );
}

/** How many rows of a batch's number a table has: none before, but in a rehearsal, whose batches are all numbered alike. */
async function countRows(
  transaction: WriteTransaction,
  tenant: string,
  { table, seq }: BatchHeader,
): Promise<number> {
  const [row] = await transaction.query(
    sql`${comment("what the engine has stored of a segment")}
select count(*) as n from ${storedTable(table, tenant)} where tenant = ${tenant} and seq = ${seq}`,
  );
  return Number(row?.n);
}
