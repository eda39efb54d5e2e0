import { ForesailError } from "../errors.ts";
import type { SourceFile } from "../store/store.ts";
import type { Grid } from "./grid.ts";
import type { CsvRecord } from "./scan-rows.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

const start = /^\ufeff?\s*[{[]/;
const deepest = 12;

/** Whether a file holds JSON: its first character opens an object or a list. */
export function isJson(text: string): boolean {
  return start.test(text);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The fields of an object by their paths, `price.recurring.interval`; a list is kept as JSON text under its own path,
 * and null is the empty text.
 */
export function flatten(object: JsonObject, prefix = "", depth = 0): [string, string][] {
  return Object.entries(object).flatMap(([name, value]): [string, string][] => {
    const path = `${prefix}${name}`;
    if (value === null) return [[path, ""]];
    if (isObject(value) && depth < deepest) return flatten(value, `${path}.`, depth + 1);
    return [[path, typeof value === "object" ? JSON.stringify(value) : String(value).trim()]];
  });
}

/** Rows of named fields under one header, in the order in which names first occur. */
export function gridOf(
  rows: readonly { readonly line: number; readonly fields: ReadonlyMap<string, string> }[],
): Grid {
  const header = [...new Set(rows.flatMap(({ fields }) => [...fields.keys()]))];
  const records = rows.map(
    ({ line, fields }): CsvRecord => ({ line, fields: header.map((name) => fields.get(name) ?? "") }),
  );
  return { header, records };
}

/** Where an API's answer keeps its objects. */
const envelopes = ["data", "records", "results"] as const;

function objectsOf(value: Json): { objects: readonly Json[]; more: boolean } {
  if (Array.isArray(value)) return { objects: value, more: false };
  if (!isObject(value)) return { objects: [], more: false };
  for (const name of envelopes) {
    const list = value[name];
    if (!Array.isArray(list)) continue;
    const more = value.has_more === true || value.done === false || isObject(value.paging);
    return { objects: list, more };
  }
  return { objects: [value], more: false };
}

function parse({ name, text }: SourceFile): readonly Json[] {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return [JSON.parse(unmarked) as Json];
  } catch (error) {
    const lines = unmarked.split(/\r?\n/).filter((line) => line.trim() !== "");
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as Json);
    } catch {
      // Neither one document nor one a line: the first error says where.
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new ForesailError(
      "invalid_header",
      `${name} is not JSON: ${reason}; save the API's answer as it is`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Reads JSON as rows: an API's list (`{"data": [...]}`, `records` or `results`), several of them one a line, a list, or
 * objects one a line. `line` is the 1-based position of the object.
 *
 * @throws {ForesailError} `invalid_header` where the text is no JSON; `empty_file` without an object
 */
export function readJsonGrid(file: SourceFile): Grid {
  const lists = parse(file).map(objectsOf);
  const objects = lists.flatMap((list) => list.objects).filter(isObject);
  if (objects.length === 0) {
    throw new ForesailError(
      "empty_file",
      `${file.name}: no object in the JSON; save a list with at least one`,
    );
  }
  const grid = gridOf(objects.map((object, at) => ({ line: at + 1, fields: new Map(flatten(object)) })));
  const last = lists.at(-1);
  if (!last?.more) return grid;
  return { ...grid, warnings: ["the answer says that there is more: it is one page only; fetch all pages"] };
}
