import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImportReport, Query, type QueryInput } from "@foresail/client";
import { onTestFinished } from "vitest";
import { openDuckDBStore } from "../../src/duckdb.ts";
import { exportsOf, readSource, type SourceTable } from "../../src/sources/index.ts";
import type { MetricsStore, SourceFile, SourceImport } from "../../src/store/store.ts";

const fixtures = new URL("../fixtures/sources/", import.meta.url);

/** Files of a folder of fixtures. */
export function fixture(folder: string, ...names: string[]): SourceFile[] {
  return names.map((name) => ({
    name,
    text: readFileSync(new URL(`${folder}/${name}`, fixtures), "utf8"),
  }));
}

/** One file of a text. */
export const file = (text: string, name = "x.csv"): SourceFile[] => [{ name, text }];

/** A clock that can be set. */
export interface Clock {
  now: string;
}

/** A store of its own, at a moment after everything in the fixtures. */
export async function newStore(clock: Clock = { now: "2026-03-10T12:00:00Z" }): Promise<MetricsStore> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-sources-"));
  const store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock: () => new Date(clock.now) });
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

/** Imports files of a source. */
export function importSource(
  store: MetricsStore,
  files: readonly SourceFile[],
  options: Partial<SourceImport> = {},
): Promise<ImportReport[]> {
  return store.importSource("default", { source: "auto", files, full: false, strict: false, ...options });
}

/** The values of a metric by period; of the series with these dimensions, where it is split. */
export async function values(
  store: MetricsStore,
  metric: string,
  query: Omit<QueryInput, "metrics"> = {},
  dimension?: string,
): Promise<(number | null)[]> {
  const range = { from: "2026-01-01", to: "2026-04-01", grain: "month", ...query } as const;
  const { series } = await store.query("default", Query.parse({ ...range, metrics: [metric] }));
  const found = series.find(
    ({ dimensions }) => dimension === undefined || Object.values(dimensions).includes(dimension),
  );
  return found?.points.map(({ value }) => value) ?? [];
}

/** What files become, without a store. */
export function read(files: readonly SourceFile[], source = "auto"): readonly SourceTable[] {
  return readSource({ definitions: exportsOf(source), files });
}

/** The rows of one table, by id. */
export function rowsOf(
  tables: readonly SourceTable[],
  table: string,
): Record<string, Record<string, unknown>> {
  const results = tables.find((one) => one.table === table)?.results ?? [];
  return Object.fromEntries(results.flatMap(({ rows }) => rows.map((row) => [row.id, { ...row.values }])));
}
