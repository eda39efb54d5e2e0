import { DateTime } from "luxon";
import { badDate, dayProblem } from "./convert-date.ts";
import type { ConvertOptions } from "./convert-options.ts";
import type { Problem } from "./problem.ts";
import { remember } from "./remember.ts";

const quotedText = /'[^']*'/g;

/** What is wrong with a format, or null: a format in another notation would otherwise reject every row. */
export function formatProblem(format: string): string | null {
  const tokens = format.replace(quotedText, "");
  const unicode = format.replace(/Y/g, "y").replace(/D/g, "d");
  if (/[YD]/.test(tokens)) return `format ${format} is not in Unicode tokens; write ${unicode}`;
  if (!/[ykxX]/.test(tokens)) return `format ${format} has no year; a date needs one, as in MM/dd/yyyy`;
  const minutesForMonth = tokens.includes("m") && !/[Hh]/.test(tokens);
  if (minutesForMonth) return `format ${format} takes mm for minutes; a month is MM`;
  if (tokens.includes("d") && !/[MLxX]/.test(tokens))
    return `format ${format} has a day but no month; a month is MM`;
  return null;
}

/** Reads dates of one format in canonical notation. */
export function formattedDateConverter(
  format: string,
  options: ConvertOptions,
): (text: string) => string | Problem {
  const tokens = format.replace(quotedText, "");
  const isInstant = /[zZxX]/.test(tokens);
  const hasTime = isInstant || /[Hhms]/.test(tokens);
  const parser = DateTime.buildFormatParser(format, { locale: "en-US" });
  return remember((text) => {
    const date = DateTime.fromFormatParser(text, parser, { zone: "utc", locale: "en-US" });
    if (!date.isValid) return badDate(text, options);
    const problem = dayProblem(text, date.year, date.month, date.day);
    if (problem) return problem;
    if (isInstant) return date.toUTC().toJSDate().toISOString();
    if (!hasTime) return date.toFormat("yyyy-MM-dd");
    return date.toFormat(date.millisecond === 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.SSS");
  });
}
