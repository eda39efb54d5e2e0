import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImportReport, Query, type QueryInput, type Series, type TableName } from "@foresail/client";
import type { FileImport, MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";

const folders: string[] = [];

/** A new folder; `removeFolders` takes it away. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "foresail-test-"));
  folders.push(folder);
  return folder;
}

/** Removes every folder made by `newFolder`. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A clock that stands still. */
export function fixedClock(instant: string): () => Date {
  return () => new Date(instant);
}

/** A new store on DuckDB in a folder of its own. */
export function newDuckDBStore(now = "2026-03-01T12:00:00Z"): Promise<MetricsStore> {
  return openDuckDBStore({ file: join(newFolder(), "test.duckdb"), clock: fixedClock(now) });
}

/** Asks a query as a caller writes it. */
export async function ask(store: MetricsStore, query: QueryInput, tenant = "default"): Promise<Series[]> {
  return (await store.query(tenant, Query.parse(query))).series;
}

/** The one series of a query that gives one. */
export async function askOne(store: MetricsStore, query: QueryInput, tenant = "default"): Promise<Series> {
  const series = await ask(store, query, tenant);
  if (series.length !== 1) throw new Error(`expected one series, got ${series.length}`);
  return series[0]!;
}

/** The values of the one series of a query that gives one. */
export async function askValues(
  store: MetricsStore,
  query: QueryInput,
  tenant = "default",
): Promise<(number | null)[]> {
  return (await askOne(store, query, tenant)).points.map(({ value }) => value);
}

/** Imports one CSV text. */
export function importCsv(
  store: MetricsStore,
  table: TableName,
  text: string,
  options: Partial<FileImport> & { tenant?: string } = {},
): Promise<ImportReport> {
  const { tenant = "default", ...rest } = options;
  return store.importFiles(tenant, {
    table,
    files: [{ name: `${table}.csv`, text }],
    full: false,
    strict: false,
    ...rest,
  });
}
