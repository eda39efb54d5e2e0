import { Problem } from "./problem.ts";
import { scanQuotedRow } from "./scan-quoted-row.ts";

/** One row of a file, fields trimmed, at the line where it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  /** Set where the row cannot be read or does not fit the header; `fields` then hold what could be read. */
  readonly problem?: Problem;
}

const brokenQuote = new Problem(
  "bad_quote",
  "a quoted field does not end where its quote closes, or its quote never closes",
  "write a quote inside a quoted field twice",
);

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field === "");
}

/** Whether a character needs a look by `trim`: it is white space, or beyond ASCII. */
function mayBeSpace(code: number): boolean {
  return code <= 32 || code > 126;
}

/** A part of the text, trimmed. */
function trimmedPart(text: string, from: number, end: number): string {
  if (from === end) return "";
  const part = text.slice(from, end);
  return mayBeSpace(text.charCodeAt(from)) || mayBeSpace(text.charCodeAt(end - 1)) ? part.trim() : part;
}

/**
 * Rows from `start` on, blank ones left out. A row with a broken quote ends with its line, so that one slip does not
 * swallow the rows behind it; the time stays linear in the text.
 *
 * @param text - the file, lines ending in a line feed
 */
export function* scanRows(
  text: string,
  start: number,
  firstLine: number,
  delimiter: string,
): Generator<CsvRecord, void> {
  let nextQuote = text.indexOf('"', start);
  // Kept from row to row, so that a text without delimiters is searched once.
  let nextDelimiter = start - 1;
  const findDelimiter = (from: number): void => {
    const found = text.indexOf(delimiter, from);
    nextDelimiter = found === -1 ? text.length : found;
  };
  let line = firstLine;
  for (let position = start; position < text.length; ) {
    if (nextQuote !== -1 && nextQuote < position) nextQuote = text.indexOf('"', position);
    const newline = text.indexOf("\n", position);
    const end = newline === -1 ? text.length : newline;
    const quoted = nextQuote !== -1 && nextQuote < end;
    const scanned = quoted ? scanQuotedRow(text, position, delimiter) : null;
    if (scanned) {
      if (!isBlank(scanned.fields)) yield { line, fields: scanned.fields };
    } else {
      const fields: string[] = [];
      let from = position;
      if (nextDelimiter < from) findDelimiter(from);
      while (nextDelimiter < end) {
        fields.push(trimmedPart(text, from, nextDelimiter));
        from = nextDelimiter + 1;
        findDelimiter(from);
      }
      fields.push(trimmedPart(text, from, end));
      if (quoted) yield { line, fields, problem: brokenQuote };
      else if (!isBlank(fields)) yield { line, fields };
    }
    position = scanned?.next ?? end + 1;
    line += scanned?.lines ?? 1;
  }
}
