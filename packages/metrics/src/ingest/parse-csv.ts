import { ForesailError } from "../errors.ts";
import type { SourceFile } from "../store/store.ts";
import { type Delimiter, detectDelimiter } from "./detect-delimiter.ts";
import { list, Problem, quote } from "./problem.ts";
import { type CsvRecord, scanRows } from "./scan-rows.ts";

/** A file's header and its rows, which are read as they are asked for, once. */
export interface Csv {
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
  readonly records: Iterable<CsvRecord>;
}

function fieldCount(found: number, wanted: number): Problem {
  const fact = `${found} ${found === 1 ? "field" : "fields"} where the header has ${wanted}`;
  return new Problem("field_count", fact, "quote a field that holds the delimiter or a line break");
}

function* checkWidth(records: Iterable<CsvRecord>, width: number): Generator<CsvRecord, void> {
  for (const record of records) {
    const { line, fields, problem } = record;
    if (problem || fields.length === width) yield record;
    else yield { line, fields, problem: fieldCount(fields.length, width) };
  }
}

function emptyFile(file: string): ForesailError {
  return new ForesailError("empty_file", `${file}: the file is empty; its first line must name the columns`);
}

function checkHeader(file: string, names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length === 0) return;
  throw new ForesailError(
    "invalid_header",
    `${file}: the header names ${list([...new Set(twice)].map(quote))} more than once; give each column a name of its own`,
  );
}

/**
 * Reads a CSV file: comma, semicolon or tab as its header has it, quoted fields with doubled quotes, any line ending.
 *
 * Lines are counted as an editor counts them, the first being 1, whatever quoted fields span. Blank lines and lines of
 * empty fields are no rows. A header field without a name is called by its place, `(column 3)`.
 *
 * @throws {ForesailError} `empty_file` without a header; `invalid_header` where a name occurs twice or a quote is broken
 *
 * @example
 * [...parseCsv({ name: "a.csv", text: "id;name\n1;Ann" }).records]; // => [{ line: 2, fields: ["1", "Ann"] }]
 */
export function parseCsv(file: SourceFile): Csv {
  const unmarked = file.text.charCodeAt(0) === 0xfeff ? file.text.slice(1) : file.text;
  const text = unmarked.includes("\r") ? unmarked.replace(/\r\n?/g, "\n") : unmarked;
  const start = text.search(/\S/);
  if (start === -1) throw emptyFile(file.name);
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const delimiter = detectDelimiter(text, lineStart);
  const firstLine = text.slice(0, lineStart).split("\n").length;
  const rows = scanRows(text, lineStart, firstLine, delimiter);
  const first = rows.next().value;
  if (!first) throw emptyFile(file.name);
  if (first.problem) {
    const { fact, remedy } = first.problem;
    throw new ForesailError("invalid_header", `${file.name} line ${first.line}: ${fact}; ${remedy}`);
  }
  const header = first.fields.map((name, index) => name || `(column ${index + 1})`);
  checkHeader(file.name, header);
  return { header, delimiter, records: checkWidth(rows, header.length) };
}
