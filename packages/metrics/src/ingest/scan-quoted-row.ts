/** A row with quotes: its trimmed fields, where the next row begins, and how many lines it covers. */
export interface ScannedRow {
  readonly fields: readonly string[];
  readonly next: number;
  readonly lines: number;
}

const doubledQuotes = /""/g;

function skipSpaces(text: string, start: number): number {
  let index = start;
  while (text[index] === " ") index++;
  return index;
}

/** Where the quoted field that opens at `open` closes, or -1; two quotes in a row stand for one and do not close. */
function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

function endOf(text: string, character: string, start: number): number {
  const found = text.indexOf(character, start);
  return found === -1 ? text.length : found;
}

/**
 * Reads one row that holds a quote: a quoted field may hold delimiters, line feeds and doubled quotes, and a quote
 * inside an unquoted field is an ordinary character.
 *
 * @param text - the file, lines ending in a line feed
 * @param start - where the row begins
 * @returns null where a quote is not closed, or is closed before the end of its field
 */
export function scanQuotedRow(text: string, start: number, delimiter: string): ScannedRow | null {
  const fields: string[] = [];
  let position = start;
  let lines = 1;
  let lineEnd = endOf(text, "\n", start);
  for (;;) {
    const open = skipSpaces(text, position);
    let end: number;
    if (text[open] === '"') {
      const close = closingQuote(text, open);
      if (close === -1) return null;
      end = skipSpaces(text, close + 1);
      if (end < text.length && text[end] !== delimiter && text[end] !== "\n") return null;
      fields.push(
        text
          .slice(open + 1, close)
          .replace(doubledQuotes, '"')
          .trim(),
      );
      while (lineEnd < close) {
        lines++;
        lineEnd = endOf(text, "\n", lineEnd + 1);
      }
    } else {
      // Searched for in this line only: a search of the whole text would be quadratic.
      const length = text.slice(position, lineEnd).indexOf(delimiter);
      end = length === -1 ? lineEnd : position + length;
      fields.push(text.slice(position, end).trim());
    }
    if (end >= lineEnd) return { fields, next: end + 1, lines };
    position = end + 1;
  }
}
