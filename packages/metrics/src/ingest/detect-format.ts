import type { ConvertOptions } from "./convert-options.ts";
import { formatReader, isoFormat } from "./date-converter.ts";
import { plainDecimal, writtenDecimal } from "./plain-decimal.ts";
import { Problem, quote } from "./problem.ts";

/** The form in which a column is written: what to read it with, or two forms that read it differently. */
export type Detected<Form> =
  | { readonly form: Form | undefined; readonly says: string }
  | { readonly ambiguous: string; readonly forms: readonly string[] };

const days = ["MM/dd/yyyy", "dd/MM/yyyy", "M/d/yyyy", "d/M/yyyy", "M/d/yy", "d/M/yy"];
const times = ["", " HH:mm", " HH:mm:ss", " H:mm", " h:mm a", " h:mm:ss a", ", h:mm a"];

/** Forms of dates that are tried, ISO 8601 first; of several that read alike the first is named. */
const dateForms: readonly string[] = [
  isoFormat,
  "X",
  "x",
  ...days.flatMap((day) => times.map((time) => day + time)),
  ...["dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "MM-dd-yyyy"].flatMap((day) =>
    ["", " HH:mm", " HH:mm:ss"].map((time) => day + time),
  ),
  ...["MMM d, yyyy", "d MMM yyyy", "MMMM d, yyyy", "dd-MMM-yyyy"].flatMap((day) =>
    ["", " HH:mm", " h:mm a"].map((time) => day + time),
  ),
  "yyyy/MM/dd",
  "yyyyMMdd",
];

const seconds = /^\d{9,10}$/;
const milliseconds = /^\d{12,13}$/;

/** Digits alone could be much: they are time since 1970 by their length only. */
function mayRead(form: string, text: string): boolean {
  if (form === "X") return seconds.test(text);
  return form === "x" ? milliseconds.test(text) : true;
}

interface Candidate {
  readonly form: string;
  readonly results: readonly (string | null)[];
  readonly read: number;
}

function candidate(form: string, texts: readonly string[], read: (text: string) => string | null): Candidate {
  const results = texts.map(read);
  return { form, results, read: results.filter((result) => result !== null).length };
}

/** The candidates that read the most texts; of those that read all of them alike, the first. */
function best(candidates: readonly Candidate[]): Candidate[] {
  const most = Math.max(0, ...candidates.map(({ read }) => read));
  if (most === 0) return [];
  const distinct: Candidate[] = [];
  for (const one of candidates.filter(({ read }) => read === most)) {
    const alike = distinct.some((other) => other.results.every((result, at) => result === one.results[at]));
    if (!alike) distinct.push(one);
  }
  return distinct;
}

function decide<Form extends string>(
  candidates: readonly Candidate[],
  texts: readonly string[],
  name: (form: string) => string,
): Detected<Form> {
  const found = best(candidates);
  const [first, second] = found;
  if (!first) return { form: undefined, says: "of no form that is known" };
  if (second) {
    const at = first.results.findIndex((result, index) => result !== second.results[index]);
    return { ambiguous: quote(texts[at]!), forms: found.map(({ form }) => form) };
  }
  const part = first.read === texts.length ? "" : `, which reads ${first.read} of ${texts.length} values`;
  return { form: first.form as Form, says: `${name(first.form)}${part}` };
}

/** A few values stand for all in the search; the forms that read those are held against all. */
const sampled = 50;

/**
 * The form in which dates are written: the one that reads the most values; two that read as many, but other days, are
 * ambiguous, as 03/04/2024 is.
 *
 * @param texts - distinct values, none empty
 */
export function detectDateForm(texts: readonly string[], options: ConvertOptions): Detected<string> {
  const reading = (form: string, values: readonly string[]): Candidate => {
    const read = formatReader(form, options);
    return candidate(form, values, (text) => {
      const date = mayRead(form, text) ? read(text) : null;
      return date instanceof Problem ? null : date;
    });
  };
  const iso = reading(isoFormat, texts);
  if (iso.read === texts.length) return { form: isoFormat, says: "ISO 8601" };
  const sample = texts.slice(0, sampled);
  const likely = dateForms.filter((form) => reading(form, sample).read > 0);
  const candidates = likely.map((form) => reading(form, texts));
  return decide(candidates, texts, (form) => (form === isoFormat ? "ISO 8601" : form));
}

/**
 * The decimal separator of numbers: none where all are plain, as `-1234.56`; else the one that reads the most values.
 * Where both read them, but as other numbers, as in `1,234`, they are ambiguous.
 *
 * @param texts - distinct values, none empty
 */
export function detectDecimal(texts: readonly string[]): Detected<"." | ","> {
  const number = (text: string): string => (text.endsWith("%") ? text.slice(0, -1).trimEnd() : text);
  const plain = candidate("plain", texts, (text) => plainDecimal(number(text)));
  if (plain.read === texts.length) return { form: undefined, says: "plain" };
  const written = ([".", ","] as const).map((decimal) =>
    candidate(decimal, texts, (text) => {
      const value = writtenDecimal(number(text), decimal);
      return value === null ? null : String(value).replace(/\.0+$/, "");
    }),
  );
  return decide(written, texts, (form) => `with the decimal ${form === "." ? "point" : "comma"}`);
}
