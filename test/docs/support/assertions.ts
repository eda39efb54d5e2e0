import { parseSync } from "vite";

/** Code whose `expression; // => value` lines have become calls of `check`. */
export interface Checked {
  readonly code: string;
  readonly assertions: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Turns each `expression; // => value` of TypeScript into `check(expression, value, place)`. Lines stay where they are;
 * one line is added in front.
 *
 * @param place - names a line of the code, 1 for the first
 * @param checkModule - where `check` is imported from
 * @throws where the code does not parse, or an assertion follows something else than an expression
 */
export function withAssertions(code: string, place: (line: number) => string, checkModule: string): Checked {
  const { program, comments, errors } = parseSync("example.ts", code);
  if (errors[0]) throw new Error(`${place(1)}: ${errors[0].message}`);
  const statements: readonly Node[] = program.body;
  const edits: { at: number; text: string }[] = [];
  let assertions = 0;
  for (const comment of comments) {
    const value = /^ => (.+)$/.exec(comment.value)?.[1];
    if (comment.type !== "Line" || value === undefined) continue;
    const line = code.slice(0, comment.start).split("\n").length;
    const before = statements.findLast((statement) => statement.end <= comment.start);
    if (before?.type !== "ExpressionStatement" || !/^\s*$/.test(code.slice(before.end, comment.start)))
      throw new Error(`${place(line)}: "// => ${value}" must follow an expression, on its line or the next`);
    const semicolon = code[before.end - 1] === ";" ? 1 : 0;
    edits.push({ at: before.start, text: "check(" });
    edits.push({ at: before.end - semicolon, text: `, (${value}), ${JSON.stringify(place(line))})` });
    assertions += 1;
  }
  let checked = code;
  for (const { at, text } of edits.toReversed()) checked = checked.slice(0, at) + text + checked.slice(at);
  const head = assertions > 0 ? `import { check } from ${JSON.stringify(checkModule)};` : "export {};";
  return { code: `${head}\n${checked}`, assertions };
}
