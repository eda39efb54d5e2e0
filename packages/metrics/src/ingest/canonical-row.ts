/** Names and texts of one row's extra columns, or of a target's dimensions. */
export type Texts = Readonly<Record<string, string>>;

/** A converted value: text, date and decimal are strings in canonical notation; JSON is an object of texts. */
export type CanonicalValue = string | boolean | Texts;

/** Canonical values by column, in order of column name; nulls are left out; `attributes` holds the extra columns. */
export type RowValues = Readonly<Record<string, CanonicalValue>>;

/**
 * A row as the store keeps it. It holds its values as one JSON text, which is what is hashed and what a journal writes: a
 * million rows as objects would take several times the memory.
 */
export class IngestedRow {
  readonly id: string;
  /** Hash of `values`, which include the id. */
  readonly hash: string;
  /** Line of the file (header = 1), or 1-based position of a record. */
  readonly line: number;
  /** `values` as JSON. */
  readonly json: string;

  constructor(id: string, hash: string, line: number, json: string) {
    this.id = id;
    this.hash = hash;
    this.line = line;
    this.json = json;
  }

  /** Parsed each time it is asked for. */
  get values(): RowValues {
    return JSON.parse(this.json) as RowValues;
  }
}

/** An object of texts in order of name, so that equal content is written equally. */
export function sortTexts(texts: Iterable<readonly [string, string]>): Texts {
  return Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
