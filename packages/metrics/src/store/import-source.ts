import type { ImportReport, TableName } from "@foresail/client";
import type { Journal } from "../journal/journal.ts";
import type { SourceTable } from "../sources/index.ts";
import {
  commitImport,
  type ImportPlan,
  recordedAtOf,
  refuseImport,
  type Surroundings,
} from "./commit-import.ts";
import { mergesOf, referringTables, repointResults, repointStored, survivorsOf } from "./merge-references.ts";

/** What every table of a source's import has in common. */
export type SourcePlan = Omit<ImportPlan, "table" | "sourceSystem" | "results">;

/**
 * Brings the tables of a source into the store, one batch a table, after a look at all of them: what one of them makes
 * impossible keeps the others out too.
 */
export async function importSource(
  plan: SourcePlan,
  read: readonly SourceTable[],
  surroundings: Surroundings & { readonly journal: Journal },
): Promise<ImportReport[]> {
  const survivors = survivorsOf(read);
  const plans = read.map((source): ImportPlan => {
    const { table, sourceSystem, results, files, warnings } = source;
    const repointed = repointResults(table, results, survivors);
    return {
      ...plan,
      table,
      sourceSystem,
      results: repointed,
      merged: mergesOf(source, survivors),
      readings: files,
      remarks: warnings,
      ofSource: plan.ofSource ?? true,
    };
  });
  for (const one of plans) refuseImport(one);
  const others = referringTables(survivors).filter((table) => plans.every((one) => one.table !== table));
  const asOf = plan.recordedAt === undefined ? null : recordedAtOf(plan).recordedAt;
  const alongside = new Map<TableName, ImportPlan["alongside"]>();
  for (const table of referringTables(survivors)) {
    alongside.set(table, await repointStored(table, survivors, { tenant: plan.tenant, asOf }, surroundings));
  }
  const reports: ImportReport[] = [];
  for (const one of plans) {
    reports.push(await commitImport({ ...one, alongside: alongside.get(one.table) ?? [] }, surroundings));
  }
  for (const table of others) {
    const rows = alongside.get(table) ?? [];
    if (rows.length === 0) continue;
    const [first] = read;
    const sourceSystem = first?.sourceSystem ?? "sources";
    const only = { ...plan, table, sourceSystem, results: [], alongside: rows, full: false };
    reports.push({ ...(await commitImport(only, surroundings)), rows: rows.length, accepted: rows.length });
  }
  return reports;
}
