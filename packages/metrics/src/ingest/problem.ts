/** Stable codes of a rejected row. */
export type RejectCode =
  | "field_count"
  | "bad_quote"
  | "missing_required"
  | "bad_text"
  | "bad_date"
  | "bad_number"
  | "bad_boolean"
  | "bad_json"
  | "out_of_range"
  | "unknown_value"
  | "unknown_column"
  | "ends_before_starts"
  | "duplicate_id"
  | "unsupported"
  | "broken_history";

/** Why a value or a row cannot be taken, and what to do about it: two clauses without a full stop. */
export class Problem {
  readonly code: RejectCode;
  /** The fact, naming the value. */
  readonly fact: string;
  readonly remedy: string;

  constructor(code: RejectCode, fact: string, remedy: string) {
    this.code = code;
    this.fact = fact;
    this.remedy = remedy;
  }
}

const longestQuote = 80;

/** A value as a message shows it: quoted, on one line, and cut when long. */
export function quote(value: string): string {
  const line = value.replace(/\s+/g, " ");
  return `"${line.length > longestQuote ? `${line.slice(0, longestQuote)}...` : line}"`;
}

/** A list as a message shows it: the first names, and how many more there are. */
export function list(names: readonly string[], most = 12): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

/** ` (did you mean x?)`, or nothing where no name is near. */
export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? "" : ` (did you mean ${suggestions.join(" or ")}?)`;
}
