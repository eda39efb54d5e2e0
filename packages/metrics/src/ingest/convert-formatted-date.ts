import { DateTime } from "luxon";
import { badDate, dayProblem } from "./convert-date.ts";
import type { ConvertOptions } from "./convert-options.ts";
import type { Problem } from "./problem.ts";
import { remember } from "./remember.ts";

const quotedText = /'[^']*'/g;
const english = { locale: "en-US" } as const;
const sample = DateTime.utc(2024, 11, 23, 17, 45, 56, 789);

/** Slips of notation that would reject every row or, worse, read another date: what each one is. */
const slips: readonly (readonly [test: (tokens: string) => boolean, clause: string])[] = [
  [(tokens) => /[YD]/.test(tokens), "is not in Unicode tokens; write yyyy for the year and dd for the day"],
  [(tokens) => tokens.includes("T"), "has an unquoted T; write it as 'T'"],
  [(tokens) => !/[yk]/.test(tokens), "has no year; a date needs one, as in MM/dd/yyyy"],
  [
    (tokens) => tokens.includes("m") && !/[Hh]/.test(tokens),
    "has mm for minutes without an hour; a month is MM",
  ],
  [(tokens) => tokens.includes("d") && !/[ML]/.test(tokens), "has a day without a month; a month is MM"],
];

/** What is wrong with a format, or null. */
export function formatProblem(format: string): string | null {
  const tokens = format.replace(quotedText, "");
  const slip = slips.find(([test]) => test(tokens));
  if (slip) return `format ${format} ${slip[1]}`;
  const parser = DateTime.buildFormatParser(format, english);
  const readBack = DateTime.fromFormatParser(sample.toFormat(format, english), parser, english);
  return readBack.isValid ? null : `format ${format} has a token that cannot be read`;
}

/**
 * Reads dates of one format in canonical notation: a day, a local time where the format has hours, an instant where it
 * has a zone. Names of months and days are English.
 */
export function formattedDateConverter(
  format: string,
  options: ConvertOptions,
): (text: string) => string | Problem {
  const tokens = format.replace(quotedText, "");
  const isInstant = /[zZ]/.test(tokens);
  const hasTime = isInstant || /[Hhms]/.test(tokens);
  const parser = DateTime.buildFormatParser(format, english);
  return remember((text) => {
    const date = DateTime.fromFormatParser(text, parser, { zone: "utc", ...english });
    if (!date.isValid) return badDate(text, options);
    const problem = dayProblem(text, date.year, date.month, date.day);
    if (problem) return problem;
    if (isInstant) return date.toUTC().toJSDate().toISOString();
    if (!hasTime) return date.toFormat("yyyy-MM-dd");
    return date.toFormat(date.millisecond === 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.SSS");
  });
}
