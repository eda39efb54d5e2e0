import { nearest } from "../model/nearest.ts";
import { type ConvertOptions, sayInMap } from "./convert-options.ts";
import { didYouMean, Problem, quote } from "./problem.ts";

/** Takes exactly the allowed values of a column. */
export function enumConverter(
  allowed: readonly string[],
  options: ConvertOptions,
): (text: string) => string | Problem {
  const known = new Set(allowed);
  return (text) => {
    if (known.has(text)) return text;
    const near = nearest(text, allowed);
    return new Problem(
      "unknown_value",
      `${quote(text)} is none of ${allowed.join(", ")}${didYouMean(near)}`,
      sayInMap(options, "what it stands for", { values: { [text]: near[0] ?? allowed[0] } }, "one of these"),
    );
  };
}
