import { ForesailError } from "../errors.ts";
import type { SourceFile } from "../store/store.ts";
import { type Delimiter, detectDelimiter } from "./detect-delimiter.ts";
import { list, Problem, quote } from "./problem.ts";
import { scanQuotedRow } from "./scan-quoted-row.ts";

/** One row of a file, fields trimmed, at the line where it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** Set where the row does not fit the header; `fields` then hold what could be read. */
  readonly problem?: Problem;
}

/** A file's header and its rows, read as they are asked for. */
export interface Csv {
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
  readonly records: Iterable<CsvRecord>;
}

const brokenQuote = new Problem(
  "bad_quote",
  "a quoted field does not end where its quote closes, or its quote never closes",
  "write a quote inside a quoted field twice",
);

function fieldCount(found: number, wanted: number): Problem {
  const fact = `${found} ${found === 1 ? "field" : "fields"} where the header has ${wanted}`;
  return new Problem("field_count", fact, "quote a field that holds the delimiter or a line break");
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field === "");
}

interface ScannedRecord extends CsvRecord {
  /** Where the next row begins, and its line. */
  readonly next: number;
  readonly nextLine: number;
}

/** Rows from `start` on; blank ones are left out, a broken one ends with its line so that the next can be read. */
function* scanRows(
  text: string,
  start: number,
  firstLine: number,
  delimiter: string,
): Generator<ScannedRecord, void> {
  let nextQuote = text.indexOf('"', start);
  let line = firstLine;
  for (let position = start; position < text.length; ) {
    if (nextQuote !== -1 && nextQuote < position) nextQuote = text.indexOf('"', position);
    const newline = text.indexOf("\n", position);
    const end = newline === -1 ? text.length : newline;
    const scanned =
      nextQuote !== -1 && nextQuote < end ? scanQuotedRow(text, position, delimiter) : undefined;
    const plain = scanned ? [] : text.slice(position, end).split(delimiter);
    for (let index = 0; index < plain.length; index++) plain[index] = plain[index]!.trim();
    const fields = scanned?.fields ?? plain;
    const next = scanned?.next ?? end + 1;
    const nextLine = line + (scanned?.lines ?? 1);
    if (scanned === null) yield { line, fields, problem: brokenQuote, next, nextLine };
    else if (!isBlank(fields)) yield { line, fields, next, nextLine };
    position = next;
    line = nextLine;
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
  const first = scanRows(text, lineStart, firstLine, delimiter).next().value;
  if (!first) throw emptyFile(file.name);
  if (first.problem) {
    throw new ForesailError(
      "invalid_header",
      `${file.name} line ${firstLine}: ${brokenQuote.fact}; ${brokenQuote.remedy}`,
    );
  }
  const header = first.fields.map((name, index) => name || `(column ${index + 1})`);
  checkHeader(file.name, header);
  return { header, delimiter, records: records(text, first.next, first.nextLine, delimiter, header.length) };
}

function* records(
  text: string,
  start: number,
  line: number,
  delimiter: string,
  width: number,
): Generator<CsvRecord, void> {
  for (const { line: at, fields, problem } of scanRows(text, start, line, delimiter)) {
    if (problem) yield { line: at, fields, problem };
    else if (fields.length !== width) yield { line: at, fields, problem: fieldCount(fields.length, width) };
    else yield { line: at, fields };
  }
}
