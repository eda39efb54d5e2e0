/** A record of CSV: its cells, and the line that it starts on. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

const delimiters = [",", ";", "\t"] as const;

/** Reads CSV (RFC 4180) with commas, semicolons or tabs, whichever the first line has most of; empty lines are left out. */
export function parseCsv(text: string): {
  readonly records: readonly CsvRecord[];
  readonly delimiter: string;
} {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const [head = ""] = body.split("\n", 1);
  const counted = delimiters.map((delimiter) => ({ delimiter, count: head.split(delimiter).length }));
  const { delimiter } = counted.reduce((most, next) => (next.count > most.count ? next : most));
  return {
    records: [...recordsOf(body, delimiter)].filter(({ cells }) => cells.some((cell) => cell !== "")),
    delimiter,
  };
}

function* recordsOf(text: string, delimiter: string): Generator<CsvRecord> {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let startLine = 1;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "\n") line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') cell += text[index++];
      else quoted = false;
    } else if (character === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (character === delimiter) {
      cells.push(cell.trim());
      cell = "";
    } else if (character === "\n") {
      yield { cells: [...cells, cell.trim()], line: startLine };
      cells = [];
      cell = "";
      startLine = line;
    } else {
      cell += character;
    }
  }
  if (cell !== "" || cells.length > 0) yield { cells: [...cells, cell.trim()], line: startLine };
}
