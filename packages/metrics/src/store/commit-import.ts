import type {
  FileReading,
  ImportOptions,
  ImportReport,
  ImportWarning,
  Reject,
  TableName,
} from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import { ForesailError } from "../errors.ts";
import { type IngestedRow, type IngestResult, rejectsCsv } from "../ingest/index.ts";
import { type JournalRow, mergedInto, type NewBatch } from "../journal/batch.ts";
import { hasNoVersions } from "../projection/apply-versions.ts";
import { relation } from "../query/relation.ts";
import { instantOf } from "../query/run-query.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, sql } from "../sql/sql.ts";
import { importWarnings } from "./import-warnings.ts";
import { knownMerges } from "./known-merges.ts";
import type { RejectsSink } from "./rejects-sink.ts";

/** Rows of one import, read and checked, on their way into the store. */
export interface ImportPlan extends ImportOptions {
  readonly tenant: string;
  readonly table: TableName;
  readonly sourceSystem: string;
  readonly results: readonly IngestResult[];
  readonly now: Date;
  readonly timeZone?: string;
  /** Records that were merged, each with the one it was merged into: the results have them as deletions. */
  readonly merged?: ReadonlyMap<string, string>;
  /** Rows of the store that change along with the import's own, as where references are to point elsewhere. */
  readonly alongside?: readonly JournalRow[];
  /** How each file was read. */
  readonly readings?: readonly FileReading[];
  /** Remarks on the files as a whole. */
  readonly remarks?: readonly string[];
  /** Whether a full import stands for the rows of its own source only. */
  readonly ofSource?: boolean;
}

export interface Surroundings {
  readonly transaction: WriteTransaction;
  readonly dialect: Dialect;
  readonly rejects: RejectsSink | null;
  /** Brings a batch in; `inspect` sees it projected, while a fault of it still leaves nothing behind. */
  readonly commit: <T>(batch: NewBatch, inspect: () => Promise<T>) => Promise<Committed<T>>;
}

/** What an inspection found, and the number of the batch; null where nothing was kept. */
export interface Committed<T> {
  readonly inspected: T;
  readonly batch: number | null;
}

/** Rejects shown in a report; the rejects file holds all. */
const shownRejects = 100;

/** The ids of an import, so that the engine can compare them with what it has. */
export const importedRows = "imported_rows";
const deletedRows = "deleted_rows";
const completeGroups = "complete_groups";

/**
 * When the rows of an import became known.
 *
 * @throws {ForesailError} `invalid_query` for a moment that is yet to come
 */
export function recordedAtOf(plan: Pick<ImportPlan, "now" | "recordedAt" | "timeZone">): {
  readonly recordedAt: string;
  readonly backfill: boolean;
} {
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
 * Of rows with one id in several files the last one counts, be it a row or its deletion; within one file a second one was
 * rejected.
 *
 * @returns the rows that count; the ids that are deleted; how many an other version of a later file replaced; how many repeat an earlier file's
 */
function lastOfEach(results: readonly IngestResult[]): {
  rows: readonly IngestedRow[];
  deletions: string[];
  replaced: number;
  repeated: number;
} {
  const [only, ...others] = results;
  if (only && others.length === 0 && only.deletions.length === 0) {
    return { rows: only.rows, deletions: [], replaced: 0, repeated: 0 };
  }
  const last = new Map<string, IngestedRow>();
  const deletions = new Set<string>();
  let replaced = 0;
  let repeated = 0;
  for (const result of results) {
    for (const row of result.rows) {
      const earlier = last.get(row.id);
      if (earlier?.hash === row.hash) repeated += 1;
      else if (earlier || deletions.delete(row.id)) replaced += 1;
      last.set(row.id, row);
    }
    for (const id of result.deletions) {
      if (last.delete(id)) replaced += 1;
      else if (deletions.has(id)) repeated += 1;
      deletions.add(id);
    }
  }
  return { rows: [...last.values()], deletions: [...deletions], replaced, repeated };
}

/** Hands the ids and hashes of an import to the engine, to be compared with what it has. */
async function stageImported(
  rows: readonly IngestedRow[],
  { transaction, dialect }: Surroundings,
): Promise<void> {
  const text = dialect.columnType("text");
  const columns = ["id", "content_hash"].map((name) => ({ name, type: text }));
  function* imported(): Generator<Readonly<Record<string, unknown>>> {
    for (const row of rows) yield { id: row.id, content_hash: row.hash };
  }
  await transaction.stage(importedRows, columns, imported());
}

/** Ids whose content is what the store holds already, as it was known at that moment. */
async function unchangedIds(
  plan: ImportPlan,
  recordedAt: string,
  imported: readonly IngestedRow[],
  { transaction, dialect }: Surroundings,
): Promise<ReadonlySet<string>> {
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const same = sql`${id(importedRows)} as i join ${known} as k on k.id = i.id and k.content_hash = i.content_hash`;
  const [counted] = await transaction.query(sql`${comment("how many rows the store holds already")}
select cast(count(*) as ${dialect.columnType("integer")}) as n from ${same}`);
  // All or none is the rule, and ids are slow to fetch.
  if (Number(counted?.n) === 0) return new Set();
  if (Number(counted?.n) === imported.length) return new Set(imported.map((row) => row.id));
  const rows = await transaction.query(sql`${comment("rows that the store holds already")}
select i.id from ${same}`);
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

/** Of the ids that the source has deleted, those that the store holds. */
async function storedDeletions(
  plan: ImportPlan,
  recordedAt: string,
  ids: readonly string[],
  { transaction, dialect }: Surroundings,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const column = { name: "id", type: dialect.columnType("text") };
  await transaction.stage(
    deletedRows,
    [column],
    ids.map((one) => ({ id: one })),
  );
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const rows = await transaction.query(sql`${comment("rows that the source has deleted")}
select k.id from ${known} as k join ${id(deletedRows)} as d on d.id = k.id order by k.id`);
  return rows.map((row) => String(row.id));
}

/** Stored rows of the same source that belong to what the files give in full, and are not in them. */
async function outdatedIds(
  plan: ImportPlan,
  recordedAt: string,
  { transaction, dialect }: Surroundings,
): Promise<string[]> {
  const column = plan.results.find((result) => result.complete)?.complete?.column;
  const values = new Set(plan.results.flatMap((result) => result.complete?.values ?? []));
  if (column === undefined || values.size === 0) return [];
  await transaction.stage(
    completeGroups,
    [{ name: "id", type: dialect.columnType("text") }],
    [...values].map((value) => ({ id: value })),
  );
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const rows =
    await transaction.query(sql`${comment("rows of what the files give in full, and no longer have")}
select k.id from ${known} as k join ${id(completeGroups)} as g on g.id = k.${id(column)}
left join ${id(importedRows)} as i on i.id = k.id
where i.id is null and k.source_system = ${plan.sourceSystem} order by k.id`);
  return rows.map((row) => String(row.id));
}

/** Ids that the store holds and a full import does not. */
async function absentIds(
  plan: ImportPlan,
  recordedAt: string,
  { transaction, dialect }: Surroundings,
): Promise<string[]> {
  const known = relation(plan.table, { tenant: plan.tenant, asOf: recordedAt }, dialect);
  const own = plan.ofSource ? sql` and k.source_system = ${plan.sourceSystem}` : sql``;
  const rows = await transaction.query(sql`${comment("rows that a full import leaves out")}
select k.id from ${known} as k left join ${id(importedRows)} as i on i.id = k.id where i.id is null${own} order by k.id`);
  return rows.map((row) => String(row.id));
}

/**
 * Refuses an import before anything of it is written.
 *
 * @throws {ForesailError} `rows_rejected` for a strict or a full import with rejects, or a full one without rows
 */
export function refuseImport(plan: ImportPlan): void {
  const rejects = plan.results.flatMap((result) => result.rejects);
  refuseRejects(plan, rejects);
  if (plan.full) refuseEmptyFull(plan, lastOfEach(plan.results).rows, rejects);
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

/** What an import says that the store does not know yet, and what of it the store knows. */
interface Comparison {
  /** Ids of rows that the store holds as they are. */
  readonly same: ReadonlySet<string>;
  readonly content: readonly JournalRow[];
  /** Rows that the source has deleted, or merged, which the store did not know. */
  readonly deleted: readonly string[];
}

/** A row that is gone: for good, or into another. */
function goneRow(id: string, { merged }: ImportPlan): JournalRow {
  const survivor = merged?.get(id);
  return { id, hash: survivor === undefined ? "" : mergedInto(survivor) };
}

/** Merged records that the store does not know to be merged so; those that it has never had among them, as others may name them. */
async function newlyMerged(
  plan: ImportPlan,
  recordedAt: string,
  surroundings: Surroundings,
): Promise<readonly string[]> {
  const { merged, table, tenant } = plan;
  if (merged === undefined || merged.size === 0) return [];
  const known = await knownMerges(table, { tenant, asOf: recordedAt }, surroundings);
  const into = new Map(known.map((merge) => [merge.from, merge.into]));
  return [...merged].filter(([from, survivor]) => into.get(from) !== survivor).map(([from]) => from);
}

/** An import into a table of which the store has nothing. */
function intoEmpty(plan: ImportPlan, rows: readonly IngestedRow[]): Comparison {
  const deleted = [...(plan.merged?.keys() ?? [])];
  const content = deleted.length === 0 ? rows : [...rows, ...deleted.map((id) => goneRow(id, plan))];
  return { same: new Set(), content, deleted };
}

/** Holds an import against what the store has. */
async function compare(
  plan: ImportPlan,
  rows: readonly IngestedRow[],
  deletions: readonly string[],
  { recordedAt, backfill }: { readonly recordedAt: string; readonly backfill: boolean },
  surroundings: Surroundings,
): Promise<Comparison> {
  await stageImported(rows, surroundings);
  const same = await unchangedIds(plan, recordedAt, rows, surroundings);
  const confirmed = backfill ? await confirmedIds(plan, recordedAt, surroundings) : new Set<string>();
  const news = rows.filter((row) => !same.has(row.id) || confirmed.has(row.id));
  const stored = await storedDeletions(plan, recordedAt, deletions, surroundings);
  const deleted = [...new Set([...stored, ...(await newlyMerged(plan, recordedAt, surroundings))])];
  const absent = plan.full ? await absentIds(plan, recordedAt, surroundings) : [];
  const outdated = await outdatedIds(plan, recordedAt, surroundings);
  const gone = new Set([...deleted, ...absent, ...outdated]);
  const content: JournalRow[] = [...news];
  for (const one of gone) content.push(goneRow(one, plan));
  if (plan.alongside?.length) {
    const own = new Set([...rows.map((row) => row.id), ...gone]);
    content.push(...plan.alongside.filter((row) => !own.has(row.id)));
  }
  return { same, content, deleted };
}

/**
 * Brings an import into the store as one batch: all of it or nothing.
 *
 * @throws {ForesailError} `rows_rejected` for a strict or a full import with rejects
 */
export async function commitImport(plan: ImportPlan, surroundings: Surroundings): Promise<ImportReport> {
  const rejects = plan.results.flatMap((result) => result.rejects);
  const { rows, deletions, replaced, repeated } = lastOfEach(plan.results);
  refuseImport(plan);
  const { recordedAt, backfill } = recordedAtOf(plan);
  const isEmpty = await hasNoVersions(surroundings.transaction, plan.tenant, plan.table);
  const { same, content, deleted } = isEmpty
    ? intoEmpty(plan, rows)
    : await compare(plan, rows, deletions, { recordedAt, backfill }, surroundings);
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
  const inspect = (): Promise<ImportWarning[]> => importWarnings(plan, isEmpty, surroundings);
  const { inspected: warnings, batch: seq } =
    content.length > 0
      ? await surroundings.commit(batch, inspect)
      : { inspected: await inspect(), batch: null };
  const total = plan.results.reduce((sum, result) => sum + result.total, 0);
  const repeatedInFiles = plan.results.reduce((sum, result) => sum + result.repeated, 0);
  return {
    table: plan.table,
    rows: total,
    accepted: rows.length - same.size + replaced + deleted.length,
    unchanged: same.size + repeated + repeatedInFiles + deletions.length - deleted.length,
    rejected: rejects.length,
    warnings: [...remarks(plan), ...warnings],
    rejectsFile,
    rejects: rejects.slice(0, shownRejects),
    batch: seq,
    ...(plan.readings === undefined ? {} : { files: [...plan.readings] }),
  };
}

function remarks(plan: ImportPlan): ImportWarning[] {
  return (plan.remarks ?? []).map((message) => ({
    code: "incomplete_export",
    column: "",
    count: 0,
    examples: [],
    message,
  }));
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
