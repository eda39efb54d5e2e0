import { Problem } from "./problem.ts";

const nul = "\u0000";

/** Text as it is, null for the empty one. A NUL character is refused, since not every engine can store one. */
export function convertText(text: string): string | Problem {
  if (!text.includes(nul)) return text;
  return new Problem("bad_text", "the text holds a NUL character", "save the file as UTF-8 text");
}
