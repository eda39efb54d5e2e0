import { badDate, dayProblem } from "./convert-date.ts";
import type { ConvertOptions } from "./convert-options.ts";
import type { Problem } from "./problem.ts";

const unitMs: Readonly<Record<string, number>> = { X: 1000, x: 1 };
const number = /^\d{1,14}$/;

/** Whether a format is one of the tokens for time since 1970: `X` seconds, `x` milliseconds. */
export function isEpochFormat(format: string): boolean {
  return Object.hasOwn(unitMs, format);
}

/** Reads seconds (`X`) or milliseconds (`x`) since 1970 as an instant in canonical notation. */
export function epochConverter(format: string, options: ConvertOptions): (text: string) => string | Problem {
  const scale = unitMs[format]!;
  return (text) => {
    if (!number.test(text)) return badDate(text, options);
    const date = new Date(Number(text) * scale);
    if (Number.isNaN(date.getTime())) return badDate(text, options);
    const iso = date.toISOString();
    return dayProblem(text, date.getUTCFullYear(), Number(iso.slice(5, 7)), Number(iso.slice(8, 10))) ?? iso;
  };
}
