import type { ImportMap, TableName } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { type Table, tables } from "../model/tables.ts";
import { compileAttributes } from "./compile-attributes.ts";
import { type ColumnContext, compileColumn, type Fields } from "./compile-column.ts";
import { compileRowRules, type RowRules } from "./compile-row-rules.ts";
import { headerNames } from "./header-names.ts";
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
  /** Rows that show the form of dates and numbers, where the map leaves it open. */
  readonly rows?: Iterable<Fields> | undefined;
  /** The form of dates and numbers that the caller names, in place of a search. */
  readonly dateFormat?: string | undefined;
  readonly decimal?: "." | "," | undefined;
}

/** How a file is read into a table, and what of it is left unread. */
export interface CompiledMap {
  readonly plan: ReadPlan<Fields>;
  /** Header columns that neither a canonical column nor an attribute takes; none where only some are expected. */
  readonly unmappedColumns: readonly string[];
  /** Which rows are meant, deleted or refused, and which ids were merged. */
  readonly rowRules: RowRules;
  /** Forms that were found, for people. */
  readonly notes: readonly string[];
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

function completeIssues(table: Table, { complete }: ImportMap): MapIssue[] {
  if (complete === undefined || table.columns.some(({ name, type }) => name === complete && type === "text"))
    return [];
  return [{ path: "complete", message: `${table.name} has no text column ${quote(complete)}` }];
}

/**
 * Compiles how the rows of a file are read: the map's entries first, then every header name that equals a canonical
 * column the map leaves alone. A map with loose headers takes its own entries only, those that the header can fill.
 *
 * @throws {ForesailError} `invalid_map` with every issue of the map; `invalid_header` where a required column is supplied
 * by neither
 */
export function compileMap(source: MapSource): CompiledMap {
  const { table: name, file, header, map = emptyMap } = source;
  const table = tables[name];
  if (map.table !== undefined && map.table !== name) {
    const message = `${file}: the map is for ${map.table}, the import for ${name}; import it as csv:${map.table}`;
    throw new ForesailError("invalid_map", message, { issues: [{ path: "table", message }] });
  }
  const columns = map.columns ?? {};
  const loose = map.headers === "loose";
  const names = headerNames(header, loose);
  const { dateFormat, decimal } = source;
  const rows = map.detect ? source.rows : undefined;
  const context: ColumnContext = { names, rows, timeZone: map.timeZone, dateFormat, decimal };
  const own = table.columns.filter((column) => Object.hasOwn(columns, column.name));
  const mapped = own.map((column) => compileColumn(table, column, context, columns[column.name]!));
  const attributes = compileAttributes(table, context, map.attributes ?? []);
  const rowRules = compileRowRules(names, map);
  const issues = [
    ...unknownColumns(table, map),
    ...mapped.flatMap((column) => column.issues),
    ...attributes.issues,
    ...rowRules.issues,
    ...completeIssues(table, map),
  ];
  if (issues.length > 0) throw invalidMap(file, issues);

  const free = loose ? [] : table.columns.filter((column) => !own.includes(column));
  const matched = [
    ...matchHeader(
      file,
      header,
      free.map((column) => column.name),
    ),
  ].map(([column, from]) =>
    compileColumn(table, free.find((candidate) => candidate.name === column)!, context, from),
  );
  const compiled = [...mapped, ...matched];
  const readers = compiled.flatMap(({ reader }) => reader ?? []);
  if (!rowRules.mergesOnly) {
    requireColumns(table, file, header, new Set(readers.map((reader) => reader.name)));
  }
  const used = new Set([...compiled.flatMap((column) => column.indexes), ...attributes.indexes]);
  return {
    plan: readPlan(table, attributes.indexes.length > 0 ? [...readers, attributes.reader] : readers),
    unmappedColumns: loose ? [] : header.filter((_, index) => !used.has(index)),
    rowRules,
    notes: [...new Set(compiled.flatMap(({ note }) => note ?? []))],
  };
}
