import type { ImportMap, TableName } from "@foresail/client";
import { tables } from "../model/tables.ts";
import { createCollector, type IngestResult } from "./collect-rows.ts";
import type { Fields } from "./compile-column.ts";
import { type CompiledMap, compileMap } from "./compile-map.ts";
import { Problem } from "./problem.ts";
import { RowFailure, readRow } from "./read-row.ts";
import type { CsvRecord } from "./scan-rows.ts";

/** Rows of a table, and the map that reads them. */
export interface IngestGridRequest {
  readonly table: TableName;
  readonly file: string;
  readonly grid: { readonly header: readonly string[]; readonly records: Iterable<CsvRecord> };
  readonly map?: ImportMap | undefined;
  readonly dateFormat?: string | undefined;
  readonly decimal?: "." | "," | undefined;
}

/** What came of a grid, and how it was read. */
export interface GridResult extends IngestResult {
  /** Canonical column, and what fills it. */
  readonly columns: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

function* fieldsOf(records: Iterable<CsvRecord>): Generator<Fields> {
  for (const { fields, problem } of records) if (!problem) yield fields;
}

/** The id of a row of which nothing else counts. */
function idOf({ plan }: CompiledMap, fields: Fields): string | RowFailure {
  const reader = plan.readers.find(({ name }) => name === "id")!;
  const id = reader.read(fields);
  if (typeof id === "string") return id;
  const missing = new Problem("missing_required", "id is empty", "a deleted row is found by its id");
  return new RowFailure(id instanceof Problem ? id : missing, "id", reader.label, reader.raw(fields));
}

/** A grid of which no row can be read, and whose columns therefore may be missing: its rejects alone. */
function rejectsOnly({ table, file, grid }: IngestGridRequest): GridResult {
  const { header } = grid;
  const sourceRow = (fields: Fields) => ({ header, fields });
  const collector = createCollector({ table: tables[table], file, idLabel: "id", readers: [], sourceRow });
  for (const { line, fields, problem } of grid.records) {
    if (problem) collector.add(line, new RowFailure(problem), fields);
  }
  return { ...collector.result([]), columns: {}, notes: [] };
}

/** Reads the rows of a grid into canonical rows, as `ingestFile` does those of a file. */
export function ingestGrid(request: IngestGridRequest): GridResult {
  const { table, file, grid, map } = request;
  const { header, records } = grid;
  const isBroken = (list: readonly CsvRecord[]): boolean =>
    list.length > 0 && list.every(({ problem }) => problem !== undefined);
  if (Array.isArray(records) && isBroken(records)) return rejectsOnly(request);
  const rows = map?.detect ? { [Symbol.iterator]: () => fieldsOf(records) } : undefined;
  const { dateFormat, decimal } = request;
  const compiled = compileMap({ table, file, header, map, rows, dateFormat, decimal });
  const { plan, unmappedColumns, rowRules, notes } = compiled;
  const idLabel = plan.readers.find((reader) => reader.name === "id")?.label ?? "id";
  const sourceRow = (fields: Fields) => ({ header, fields });
  const collector = createCollector({ table: plan.table, file, idLabel, readers: plan.readers, sourceRow });
  // Of what a column names, all rows are here unless one of them was refused.
  const grouping = plan.readers.find(({ name }) => name === map?.complete);
  const taken = new Set<string>();
  const refused = new Set<string>();
  const noteGroup = (groups: Set<string>, fields: Fields): void => {
    const value = grouping?.read(fields);
    if (typeof value === "string") groups.add(value);
  };
  for (const { line, fields, problem } of records) {
    if (problem) {
      noteGroup(refused, fields);
      collector.add(line, new RowFailure(problem), fields);
      continue;
    }
    if (!rowRules.wanted(fields)) {
      noteGroup(taken, fields);
      collector.skip();
      continue;
    }
    const merges = rowRules.merges(fields);
    for (const merge of merges) collector.merge(merge);
    if (rowRules.mergesOnly) continue;
    if (rowRules.deleted(fields)) {
      const id = idOf(compiled, fields);
      if (id instanceof RowFailure) collector.add(line, id, fields);
      else collector.remove(id);
      continue;
    }
    const refusal = rowRules.refusal(fields);
    const values = refusal ? new RowFailure(refusal) : readRow(plan, fields);
    if (values instanceof RowFailure) noteGroup(refused, fields);
    else noteGroup(taken, fields);
    collector.add(line, values, fields);
  }
  const columns = plan.readers.filter(
    ({ name, label }) => name !== "id" || label !== "id" || header.includes("id"),
  );
  return {
    ...collector.result(unmappedColumns),
    ...(grouping === undefined
      ? {}
      : { complete: { column: grouping.name, values: [...taken].filter((value) => !refused.has(value)) } }),
    columns: Object.fromEntries(columns.map(({ name, label, says }) => [name, says ?? label])),
    notes,
  };
}
