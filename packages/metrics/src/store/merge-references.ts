import type { TableName } from "@foresail/client";
import type { WriteTransaction } from "../engine/engine.ts";
import type { Merge } from "../ingest/compile-row-rules.ts";
import { contentHash, IngestedRow, type IngestResult } from "../ingest/index.ts";
import type { JournalRow } from "../journal/batch.ts";
import type { Journal } from "../journal/journal.ts";
import { rowVersions } from "../journal/row-versions.ts";
import { type Table, tables } from "../model/tables.ts";
import { relation, type Scope } from "../query/relation.ts";
import type { SourceTable } from "../sources/index.ts";
import type { Dialect } from "../sql/dialect.ts";
import { comment, id, join, sql } from "../sql/sql.ts";

/** Ids that were merged, by table: each with the id that stands for it now. */
export type Survivors = ReadonlyMap<TableName, ReadonlyMap<string, string>>;

const mergedIds = "merged_ids";

/**
 * Who stands for whom in the end, where a record was merged into one that was merged in its turn. Records that are merged
 * into each other have no survivor, and are left out.
 */
export function resolveMerges(merges: readonly Merge[]): Map<string, string> {
  const into = new Map(merges.map((merge) => [merge.from, merge.into]));
  const survivors = new Map<string, string>();
  for (const from of into.keys()) {
    const seen = new Set([from]);
    let last = into.get(from)!;
    for (let next = into.get(last); next !== undefined && !seen.has(last); next = into.get(last)) {
      seen.add(last);
      last = next;
    }
    if (last !== from) survivors.set(from, last);
  }
  return survivors;
}

/** The survivors that the files of an import tell of. */
export function survivorsOf(read: readonly SourceTable[]): Survivors {
  const found = read.map(({ table, merges }) => [table, resolveMerges(merges)] as const);
  return new Map(found.filter(([, survivors]) => survivors.size > 0));
}

/** The merges of one table that have a survivor, as the files tell them: a chain stays one. */
export function mergesOf({ table, merges }: SourceTable, survivors: Survivors): ReadonlyMap<string, string> {
  const lasting = merges.filter(({ from }) => survivors.get(table)?.has(from));
  return new Map(lasting.map(({ from, into }) => [from, into]));
}

interface Reference {
  readonly column: string;
  readonly survivors: ReadonlyMap<string, string>;
  /** Whether the row is called by the reference, and so belongs to what was merged alone. */
  readonly names: boolean;
}

function referencesOf(table: Table, survivors: Survivors): readonly Reference[] {
  return table.columns.flatMap(({ name, references }) => {
    const merged = references && survivors.get(references);
    return merged ? [{ column: name, survivors: merged, names: table.naturalKey.includes(name) }] : [];
  });
}

type Values = Readonly<Record<string, unknown>>;

/** A row's values with references to survivors; null where the row goes with what was merged; the same where none. */
function repoint(values: Values, references: readonly Reference[]): Values | null {
  let changed: Record<string, unknown> | null = null;
  for (const { column, survivors, names } of references) {
    const survivor = survivors.get(String(values[column] ?? ""));
    if (survivor === undefined) continue;
    if (names) return null;
    changed = { ...(changed ?? values), [column]: survivor };
  }
  return changed ?? values;
}

function repointResult(
  result: IngestResult,
  references: readonly Reference[],
  merged: ReadonlyMap<string, string>,
): IngestResult {
  const deletions = new Set(result.deletions);
  const rows: IngestedRow[] = [];
  for (const row of result.rows) {
    const before = row.values;
    const values = merged.has(row.id) ? null : repoint(before, references);
    if (values === null) deletions.add(row.id);
    else if (values === before) rows.push(row);
    else {
      const hash = contentHash(values as IngestedRow["values"]);
      rows.push(new IngestedRow(row.id, hash, row.line, JSON.stringify(values)));
    }
  }
  for (const { from } of result.merges) if (merged.has(from)) deletions.add(from);
  const total = rows.length + result.rejects.length + result.repeated + deletions.size;
  return { ...result, rows, deletions: [...deletions], total };
}

/** The rows of an import with references to survivors; merged records are deleted. */
export function repointResults(
  table: TableName,
  results: readonly IngestResult[],
  survivors: Survivors,
): readonly IngestResult[] {
  const references = referencesOf(tables[table], survivors);
  const merged = survivors.get(table) ?? new Map<string, string>();
  if (references.length === 0 && merged.size === 0) return results;
  return results.map((result) => repointResult(result, references, merged));
}

/** The tables in which something may point to a merged record. */
export function referringTables(survivors: Survivors): readonly TableName[] {
  return Object.values(tables)
    .filter((table) => referencesOf(table, survivors).length > 0)
    .map(({ name }) => name);
}

/**
 * Stored rows of a table that point to merged records, as they are to be from a moment on.
 *
 * @param scope - the moment at which the merges became known: what rows said later is not to be said of then; null for now
 */
export async function repointStored(
  table: TableName,
  survivors: Survivors,
  scope: Scope,
  { transaction, dialect, journal }: { transaction: WriteTransaction; dialect: Dialect; journal: Journal },
): Promise<readonly JournalRow[]> {
  const references = referencesOf(tables[table], survivors);
  if (references.length === 0) return [];
  const ids = new Set(references.flatMap((reference) => [...reference.survivors.keys()]));
  await transaction.stage(
    mergedIds,
    [{ name: "id", type: dialect.columnType("text") }],
    [...ids].map((one) => ({ id: one })),
  );
  const known = relation(table, scope, dialect);
  const selects = references.map(
    ({ column }) => sql`select k.id from ${known} as k join ${id(mergedIds)} as m on m.id = k.${id(column)}`,
  );
  const found = await transaction.query(sql`${comment("rows that point to merged records")}
${join(selects, "\nunion all\n")}`);
  const stored = new Set(found.map((row) => String(row.id)));
  if (stored.size === 0) return [];
  const rows: JournalRow[] = [];
  for (const [one, versions] of await rowVersions(journal, transaction, scope.tenant, table, stored)) {
    const then = versions.filter(({ header }) => scope.asOf === null || header.recordedAt <= scope.asOf);
    const { values } = then.at(-1)!.row;
    const repointed = values && repoint(values, references);
    if (repointed === null) rows.push({ id: one, hash: "" });
    else if (repointed !== undefined && repointed !== values) {
      rows.push({ id: one, hash: contentHash(repointed as IngestedRow["values"]), values: repointed });
    }
  }
  return rows;
}
