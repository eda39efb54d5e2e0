import { ForesailError } from "../../errors.ts";
import type { Fields } from "../../ingest/compile-column.ts";
import { firstText } from "../../ingest/compile-condition.ts";
import { dateConverter } from "../../ingest/date-converter.ts";
import { detectDateForm } from "../../ingest/detect-format.ts";
import { fileHabits } from "../../ingest/file-habits.ts";
import { Problem } from "../../ingest/problem.ts";

/** A date of a row in canonical notation, and as milliseconds since 1970 for putting rows in order. */
export interface Moment {
  readonly text: string;
  readonly ms: number;
}

/** How the dates of some columns are read: null where a row has none. */
export type ReadMoment = (fields: Fields) => Moment | null | Problem;

/** What a step needs to know to read dates. */
export interface MomentOptions {
  readonly file: string;
  readonly name: string;
  readonly timeZone?: string | undefined;
  readonly dateFormat?: string | undefined;
}

/** Milliseconds since 1970 of a canonical date; a local one counts as in UTC. */
export function millisecondsOf(date: string): number {
  return Date.parse(date.length === 10 || date.endsWith("Z") ? date : `${date}Z`);
}

/**
 * Compiles how the dates of columns are read, by the form in which the rows write them.
 *
 * @throws {ForesailError} `invalid_map` where two forms read them as other days
 */
export function momentReader(
  rows: Iterable<Fields>,
  indexes: readonly number[],
  options: MomentOptions,
): ReadMoment {
  const { file, name, timeZone, dateFormat } = options;
  const texts = new Set<string>();
  const habit = (forms: readonly string[]): string | undefined => {
    const usual = forms.filter((form) => form[0] === fileHabits(rows).first);
    return usual.length === 1 ? usual[0] : undefined;
  };
  for (const fields of rows) texts.add(firstText(fields, indexes));
  texts.delete("");
  const zone = timeZone === undefined ? {} : { timeZone };
  const found = detectDateForm([...texts], { from: name, ...zone });
  const usual = "ambiguous" in found ? habit(found.forms) : undefined;
  if (dateFormat === undefined && "ambiguous" in found && usual === undefined) {
    throw new ForesailError(
      "invalid_map",
      `${file}: ${found.ambiguous} of column ${JSON.stringify(name)} may be written with ${found.forms.join(" or ")}; say which, with --date-format`,
    );
  }
  const detected = "form" in found ? found.form : usual;
  const format =
    dateFormat === undefined
      ? detected === undefined
        ? {}
        : { format: detected }
      : { format: [dateFormat, "iso"] };
  const read = dateConverter({ from: name, ...zone, ...format });
  return (fields) => {
    const text = firstText(fields, indexes);
    if (text === "") return null;
    const date = read(text);
    return date instanceof Problem ? date : { text: date, ms: millisecondsOf(date) };
  };
}
