import { sortTexts, type Texts } from "./canonical-row.ts";
import { Problem, quote } from "./problem.ts";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object of texts, in order of name; null for the empty object. */
export function convertJson(text: string): Texts | null | Problem {
  const value = parse(text);
  const entries =
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  const texts = entries?.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (!entries || !texts || texts.length < entries.length) {
    return new Problem(
      "bad_json",
      `${quote(text)} is not a JSON object of texts`,
      'write it like {"region": "EMEA"}',
    );
  }
  return texts.length === 0 ? null : sortTexts(texts);
}
