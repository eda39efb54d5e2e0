import type { ImportMap, TableName } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { type Table, tables } from "../model/tables.ts";
import { compileAttributes } from "./compile-attributes.ts";
import { compileColumn, type Fields } from "./compile-column.ts";
import { invalidMap, type MapIssue } from "./map-issue.ts";
import { matchHeader } from "./match-header.ts";
import { didYouMean, quote } from "./problem.ts";
import { type ReadPlan, readPlan } from "./read-plan.ts";
import { requireColumns } from "./require-columns.ts";

/** What is to be compiled. */
export interface MapSource {
  readonly table: TableName;
  /** The file's name, as errors give it. */
  readonly file: string;
  readonly header: readonly string[];
  readonly map?: ImportMap | undefined;
}

/** How a file is read into a table, and what of it is left unread. */
export interface CompiledMap {
  readonly plan: ReadPlan<Fields>;
  /** Header columns that neither a canonical column nor an attribute takes. */
  readonly unmappedColumns: readonly string[];
}

const emptyMap: ImportMap = { columns: {}, attributes: [] };

function unknownColumns(table: Table, map: ImportMap): MapIssue[] {
  const names = table.columns.map((column) => column.name);
  return Object.keys(map.columns)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const suggestions = nearest(name, names);
      const fact = `${table.name} has no column ${quote(name)}${didYouMean(suggestions)}`;
      return {
        path: `columns.${name}`,
        message: `${fact}, and extra columns go under "attributes"`,
        suggestions,
      };
    });
}

/**
 * Compiles how the rows of a file are read: the map's entries first, then every header name that equals a canonical
 * column the map leaves alone.
 *
 * @throws {ForesailError} `invalid_map` with every issue of the map; `invalid_header` where a required column is supplied
 * by neither
 */
export function compileMap({ table: name, file, header, map = emptyMap }: MapSource): CompiledMap {
  const table = tables[name];
  if (map.table !== undefined && map.table !== name) {
    const message = `${file}: the map is for ${map.table}, the import for ${name}; import it as csv:${map.table}`;
    throw new ForesailError("invalid_map", message, { issues: [{ path: "table", message }] });
  }
  const columns = map.columns ?? {};
  const own = table.columns.filter((column) => Object.hasOwn(columns, column.name));
  const mapped = own.map((column) => compileColumn(table, column, header, columns[column.name]!));
  const attributes = compileAttributes(header, map.attributes ?? []);
  const issues = [
    ...unknownColumns(table, map),
    ...mapped.flatMap((column) => column.issues),
    ...attributes.issues,
  ];
  if (issues.length > 0) throw invalidMap(file, issues);

  const free = table.columns.filter((column) => !own.includes(column));
  const matched = [
    ...matchHeader(
      file,
      header,
      free.map((column) => column.name),
    ),
  ].map(([column, from]) =>
    compileColumn(table, free.find((candidate) => candidate.name === column)!, header, from),
  );
  const compiled = [...mapped, ...matched];
  const readers = compiled.flatMap(({ reader }) => reader ?? []);
  requireColumns(table, file, header, new Set(readers.map((reader) => reader.name)));
  const used = new Set([...compiled.map((column) => column.index), ...attributes.indexes]);
  return {
    plan: readPlan(table, attributes.indexes.length > 0 ? [...readers, attributes.reader] : readers),
    unmappedColumns: header.filter((_, index) => !used.has(index)),
  };
}
