import { Problem, quote } from "./problem.ts";

const words: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/** true/false, yes/no and 1/0 in any case. */
export function convertBoolean(text: string): boolean | Problem {
  return (
    words.get(text.toLowerCase()) ??
    new Problem("bad_boolean", `${quote(text)} is neither true nor false`, "write true/false, yes/no or 1/0")
  );
}
