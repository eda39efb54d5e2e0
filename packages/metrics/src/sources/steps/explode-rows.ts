import { firstText } from "../../ingest/compile-condition.ts";
import type { Grid } from "../../ingest/grid.ts";
import { Problem } from "../../ingest/problem.ts";
import { flatten, gridOf } from "../../ingest/read-json-grid.ts";
import type { CsvRecord } from "../../ingest/scan-rows.ts";
import type { ExplodeStep } from "../definition.ts";
import { columnsOf } from "./join-rows.ts";

function elementsOf(text: string): readonly unknown[] {
  if (text === "") return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** The fields of an element; an id alone, as an API gives what is not expanded, is its `id`. */
function fieldsOf(element: unknown, prefix: string): [string, string][] {
  if (typeof element === "object" && element !== null)
    return flatten(element as Parameters<typeof flatten>[0], prefix);
  return element === null || element === undefined ? [] : [[`${prefix}id`, String(element)]];
}

/** Makes a row of each element of a list in JSON; the line stays that of the row. */
export function explodeRows(grid: Grid, { column, outer, most }: ExplodeStep["explode"]): Grid {
  const indexes = columnsOf(grid, column);
  if (indexes.length === 0) return grid;
  const rows: { line: number; fields: Map<string, string>; problem?: Problem }[] = [];
  for (const { line, fields, problem } of grid.records) {
    const own = new Map(grid.header.map((name, at) => [name, fields[at]!]));
    own.delete(grid.header[indexes[0]!]!);
    const elements = problem ? [] : elementsOf(firstText(fields, indexes));
    if (problem) rows.push({ line, fields: own, problem });
    else if (most && elements.length > most.elements) {
      rows.push({ line, fields: own, problem: new Problem("unsupported", most.because, most.remedy) });
    } else {
      const exploded = elements.map((element) => fieldsOf(element, `${column}.`));
      const expanded: (readonly [string, string][])[] = exploded.length === 0 && outer ? [[]] : exploded;
      for (const element of expanded) rows.push({ line, fields: new Map([...own, ...element]) });
    }
  }
  const made = gridOf(rows);
  const records = made.records.map((record, at): CsvRecord => {
    const problem = rows[at]?.problem;
    return problem ? { ...record, problem } : record;
  });
  return { ...grid, header: made.header, records };
}
