import type { FileReading, ImportMap, TableName } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import type { IngestResult } from "../ingest/collect-rows.ts";
import type { Merge } from "../ingest/compile-row-rules.ts";
import { type Grid, readGrid } from "../ingest/grid.ts";
import { type GridResult, ingestGrid } from "../ingest/ingest-grid.ts";
import type { SourceFile } from "../store/store.ts";
import type { ExportDefinition } from "./definition.ts";
import { recognise } from "./recognise.ts";
import { applySteps } from "./steps/apply-steps.ts";

/** Files of a source, and how they are written where that cannot be seen. */
export interface SourceFiles {
  readonly definitions: readonly ExportDefinition[];
  readonly files: readonly SourceFile[];
  /** Changes what the source's own map says of one table: its columns go before. */
  readonly map?: ImportMap | undefined;
  readonly dateFormat?: string | undefined;
  readonly decimal?: "." | "," | undefined;
  readonly timeZone?: string | undefined;
}

/** What came of the files for one table. */
export interface SourceTable {
  readonly table: TableName;
  /** `salesforce`; the exports' source. */
  readonly sourceSystem: string;
  readonly results: readonly IngestResult[];
  readonly merges: readonly Merge[];
  readonly files: readonly FileReading[];
  readonly warnings: readonly string[];
}

interface Opened {
  readonly file: string;
  readonly definition: ExportDefinition;
  readonly grid: Grid;
}

/** The order of tables: those that others name go first, so that their rows are found. */
const order: readonly TableName[] = [
  "fx_rates",
  "owners",
  "products",
  "accounts",
  "people",
  "stages",
  "opportunities",
  "subscriptions",
];

function rank(table: TableName): number {
  const at = order.indexOf(table);
  return at === -1 ? order.length : at;
}

/** The rows of all files of an export, as other exports look them up: the latest of each where it has several. */
function lookup(opened: readonly Opened[], id: string): Grid | null {
  const grids = opened
    .filter(({ definition }) => definition.id === id)
    .map(({ definition, grid, file }) => {
      const steps = (definition.steps ?? []).filter((step) => "latest" in step);
      return applySteps(grid, steps, { file, other: () => null }).grid;
    });
  const [first, ...others] = grids;
  if (!first) return null;
  if (others.length === 0) return first;
  const header = [...new Set(grids.flatMap((grid) => grid.header))];
  const records = grids.flatMap((grid) =>
    grid.records.map((record) => {
      const fields = new Map(grid.header.map((name, at) => [name, record.fields[at] ?? ""]));
      return { ...record, fields: header.map((name) => fields.get(name) ?? "") };
    }),
  );
  return { header, records };
}

function withOwnMap(map: ImportMap & { readonly table: TableName }, own: ImportMap | undefined) {
  if (own === undefined || (own.table !== undefined && own.table !== map.table)) return map;
  const { columns, attributes, table: _, ...rules } = own;
  const both = Array.isArray(attributes)
    ? { ...map.attributes, ...Object.fromEntries(attributes.map((name) => [name, name])) }
    : { ...map.attributes, ...attributes };
  return { ...map, ...rules, columns: { ...map.columns, ...columns }, attributes: both };
}

function lacksColumns(error: unknown): error is ForesailError {
  return error instanceof ForesailError && error.code === "invalid_header";
}

/**
 * Reads the files of a source: recognises which export each is, joins what belongs together, and gives the rows of each
 * table. An export that several tables are made of may lack the columns of some, which are then left out and named.
 *
 * @throws {ForesailError} `invalid_header`, `invalid_map` or `empty_file`: nothing is to be written
 */
export function readSource(source: SourceFiles): readonly SourceTable[] {
  const { definitions, files, map: own, dateFormat, decimal, timeZone } = source;
  const opened = files.map((file): Opened => {
    const grid = readGrid(file);
    const definition =
      definitions.length === 1 ? definitions[0]! : recognise(definitions, file.name, grid.header);
    return { file: file.name, definition, grid };
  });
  if (own?.table === undefined && own !== undefined) {
    throw new ForesailError(
      "invalid_map",
      "the map names no table; a map of a source says which one it changes",
    );
  }

  const tables = new Map<string, SourceTable>();
  let filled = false;
  for (const { file, definition, grid } of opened) {
    const other = (id: string): Grid | null => lookup(opened, id);
    const forms = { dateFormat, decimal };
    const { grid: rows, notes } = applySteps(grid, definition.steps ?? [], {
      file,
      other,
      timeZone,
      ...forms,
    });
    const read: GridResult[] = [];
    const leftOut: string[] = [];
    for (const definedMap of definition.tables) {
      const zoned = timeZone === undefined ? definedMap : { ...definedMap, timeZone };
      const map = withOwnMap(zoned, own);
      const { table } = map;
      let result: GridResult;
      try {
        result = ingestGrid({ table, file, grid: rows, map, ...forms });
      } catch (error) {
        if (definition.tables.length === 1 || !lacksColumns(error)) throw error;
        leftOut.push(`${table} left out: ${error.message}`);
        if (leftOut.length === definition.tables.length) throw error;
        continue;
      }
      read.push(result);
      filled = true;
      const [sourceSystem = definition.id] = definition.id.split(":");
      const known = tables.get(table);
      const reading: FileReading = {
        file,
        export: definition.id,
        rows: result.total,
        skipped: result.skipped,
        columns: { ...result.columns },
        notes: [...(definition.notes ?? []), ...notes, ...leftOut, ...result.notes],
      };
      tables.set(table, {
        table,
        sourceSystem: known && known.sourceSystem !== sourceSystem ? "sources" : sourceSystem,
        results: [...(known?.results ?? []), result],
        merges: [...(known?.merges ?? []), ...result.merges],
        files: [...(known?.files ?? []), reading],
        warnings: [
          ...(known?.warnings ?? []),
          ...(grid.warnings ?? []).map((warning) => `${file}: ${warning}`),
        ],
      });
    }
  }
  if (!filled) {
    const ids = opened.map(({ file, definition }) => `${file} (${definition.id})`);
    throw new ForesailError(
      "invalid_header",
      `${ids.join(", ")}: looked up by other exports, and fills no table itself; import it together with them`,
    );
  }
  return [...tables.values()].sort((a, b) => rank(a.table) - rank(b.table));
}
