import type { ImportOptions, ImportReport, ImportWarning, Reject, TableName } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { type IngestedRow, type IngestResult, rejectsCsv } from "../ingest/index.ts";
import type { JournalRow, NewBatch } from "../journal/batch.ts";
import { relation } from "../query/relation.ts";
import { instantOf } from "../query/run-query.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, sql } from "../sql/sql.ts";
import { importWarnings } from "./import-warnings.ts";
import type { RejectsSink } from "./rejects-sink.ts";

/** Rows of one import, read and checked, on their way into the store. */
export interface ImportPlan extends ImportOptions {
  readonly tenant: string;
  readonly table: TableName;
  readonly sourceSystem: string;
  readonly results: readonly IngestResult[];
  readonly now: Date;
  readonly timeZone?: string;
}

interface Surroundings {
  readonly transaction: WriteTransaction;
  readonly dialect: Dialect;
  readonly rejects: RejectsSink | null;
  /** Brings a batch in; `inspect` sees it projected, while a fault of it still leaves nothing behind. */
  readonly commit: <T>(batch: NewBatch, inspect: () => Promise<T>) => Promise<T>;
}

/** Rejects shown in a report; the rejects file holds all. */
const shownRejects = 100;

/** The ids of an import, so that the engine can compare them with what it has. */
export const importedRows = "imported_rows";

function recordedAtOf(plan: ImportPlan): { recordedAt: string; backfill: boolean } {
  const now = plan.now.toISOString();
  if (plan.recordedAt === undefined) return { recordedAt: now, backfill: false };
  const recordedAt = instantOf(plan.recordedAt, plan.timeZone ?? "UTC");
  if (recordedAt > now) {
    throw new ForesailError(
      "invalid_query",
      `recordedAt is ${plan.recordedAt}, which is later than now, ${now}; a backfill dates rows into the past`,
    );
  }
  return { recordedAt, backfill: true };
}

/**
 * Of rows with one id in several files the last one counts; within one file a second one was rejected.
 *
 * @returns the rows that count; how many an other version of a later file replaced; how many repeat an earlier file's
 */
function lastOfEach(results: readonly IngestResult[]): {
  rows: IngestedRow[];
  replaced: number;
  repeated: number;
} {
  const last = new Map<string, IngestedRow>();
  let replaced = 0;
  let repeated = 0;
  for (const row of results.flatMap((result) => result.rows)) {
    const earlier = last.get(row.id);
    if (earlier?.hash === row.hash) repeated += 1;
    else if (earlier) replaced += 1;
    last.set(row.id, row);
  }
  return { rows: [...last.values()], replaced, repeated };
}

/** Ids whose content is what the store holds already, as it was known at that moment. */
async function unchangedIds(
  plan: ImportPlan,
  recordedAt: string,
  { transaction, dialect }: Surroundings,
): Promise<Set<string>> {
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const rows = await transaction.query(sql`${comment("rows that the store holds already")}
select i.id from ${id(importedRows)} as i join ${known} as k on k.id = i.id and k.content_hash = i.content_hash`);
  return new Set(rows.map((row) => String(row.id)));
}

/**
 * Of the rows that a backfill repeats, those that an earlier version says: kept as a version of their own, so that a later
 * backfill in between ends where this one begins, whatever the order in which they arrive.
 */
async function confirmedIds(
  plan: ImportPlan,
  recordedAt: string,
  { transaction, dialect }: Surroundings,
): Promise<Set<string>> {
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const rows = await transaction.query(sql`${comment("rows that were known before, word for word")}
select i.id from ${id(importedRows)} as i join ${known} as k on k.id = i.id and k.content_hash = i.content_hash
where k.recorded_at < ${dialect.timestamp(recordedAt)}`);
  return new Set(rows.map((row) => String(row.id)));
}

/** Ids that the store holds and a full import does not. */
async function absentIds(
  plan: ImportPlan,
  recordedAt: string,
  { transaction, dialect }: Surroundings,
): Promise<string[]> {
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const rows = await transaction.query(sql`${comment("rows that a full import leaves out")}
select k.id from ${known} as k left join ${id(importedRows)} as i on i.id = k.id where i.id is null order by k.id`);
  return rows.map((row) => String(row.id));
}

function refuseRejects(plan: ImportPlan, rejects: readonly Reject[]): void {
  const [first] = rejects;
  if (!first || !plan.strict) return;
  const total = plan.results.reduce((sum, result) => sum + result.total, 0);
  throw new ForesailError(
    "rows_rejected",
    `strict import: ${rejects.length} of ${total} rows rejected, nothing written; first: ${first.message}`,
    {
      issues: rejects.slice(0, shownRejects).map(({ file, line, message }) => ({
        path: file === null ? `row ${line}` : `${file} line ${line}`,
        message,
      })),
    },
  );
}

function refuseEmptyFull(plan: ImportPlan, rows: readonly IngestedRow[], rejects: readonly Reject[]): void {
  if (!plan.full) return;
  if (rows.length === 0) {
    throw new ForesailError(
      "rows_rejected",
      `full import of ${plan.table} without a row would delete every row; nothing written`,
    );
  }
  if (rejects.length > 0) {
    throw new ForesailError(
      "rows_rejected",
      `full import of ${plan.table} with ${rejects.length} rejected rows would delete them; nothing written; mend the rows first: ${rejects[0]?.message ?? ""}`,
    );
  }
}

/**
 * Brings an import into the store as one batch: all of it or nothing.
 *
 * @throws {ForesailError} `rows_rejected` for a strict or a full import with rejects
 */
export async function commitImport(plan: ImportPlan, surroundings: Surroundings): Promise<ImportReport> {
  const { transaction, dialect } = surroundings;
  const rejects = plan.results.flatMap((result) => result.rejects);
  const { rows, replaced, repeated } = lastOfEach(plan.results);
  refuseRejects(plan, rejects);
  refuseEmptyFull(plan, rows, rejects);
  const { recordedAt, backfill } = recordedAtOf(plan);
  const text = dialect.columnType("text");
  await transaction.stage(
    importedRows,
    [
      { name: "id", type: text },
      { name: "content_hash", type: text },
    ],
    rows.map((row) => ({ id: row.id, content_hash: row.hash })),
  );
  const same = await unchangedIds(plan, recordedAt, surroundings);
  const confirmed = backfill ? await confirmedIds(plan, recordedAt, surroundings) : new Set<string>();
  const news = rows.filter((row) => !same.has(row.id) || confirmed.has(row.id));
  const gone = plan.full ? await absentIds(plan, recordedAt, surroundings) : [];
  const content: JournalRow[] = [
    ...news.map((row): JournalRow => ({ id: row.id, hash: row.hash, values: row.values })),
    ...gone.map((absent): JournalRow => ({ id: absent, hash: "" })),
  ];
  // Before the journal: once a batch is there, it counts, whatever fails afterwards.
  const rejectsFile = await writeRejects(plan, rejects, surroundings);
  const batch: NewBatch = {
    tenant: plan.tenant,
    table: plan.table,
    sourceSystem: plan.sourceSystem,
    recordedAt,
    receivedAt: plan.now.toISOString(),
    backfill,
    content,
  };
  const inspect = (): Promise<ImportWarning[]> => importWarnings(plan, surroundings);
  const warnings = content.length > 0 ? await surroundings.commit(batch, inspect) : await inspect();
  const total = plan.results.reduce((sum, result) => sum + result.total, 0);
  const repeatedInFiles = plan.results.reduce((sum, result) => sum + result.repeated, 0);
  return {
    table: plan.table,
    rows: total,
    accepted: rows.length - same.size + replaced,
    unchanged: same.size + repeated + repeatedInFiles,
    rejected: rejects.length,
    warnings,
    rejectsFile,
    rejects: rejects.slice(0, shownRejects),
  };
}

async function writeRejects(
  plan: ImportPlan,
  rejects: readonly Reject[],
  { rejects: sink }: Surroundings,
): Promise<string | null> {
  if (!sink || rejects.length === 0) return null;
  const stamp = plan.now
    .toISOString()
    .replace(/[-:]/g, "")
    .replace(/\.\d+Z$/, "Z");
  return sink.write(
    `${plan.table}-${stamp}`,
    rejectsCsv(
      plan.table,
      rejects,
      plan.results.flatMap((result) => result.rejectedRows),
    ),
  );
}
