import { Problem } from "./problem.ts";

const nul = "\u0000";

/** Half of a character of two: JSON can write one alone, UTF-8 cannot. */
const loneSurrogate = /\p{Surrogate}/u;

/** Text as it is, null for the empty one. What not every engine can store is refused: a NUL character, half a character. */
export function convertText(text: string): string | Problem {
  if (text.includes(nul)) {
    return new Problem("bad_text", "the text holds a NUL character", "save the file as UTF-8 text");
  }
  if (loneSurrogate.test(text)) {
    return new Problem(
      "bad_text",
      "the text holds half a character",
      "write the character whole, or leave it out",
    );
  }
  return text;
}
