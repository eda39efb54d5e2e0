/** One command of a transcript and what it is shown to print. */
export interface Step {
  /** Line within the block, 0 for its first. */
  readonly line: number;
  readonly command: string;
  readonly expected: readonly string[];
}

/** The commands of a block: lines that begin with `$ `, continued after a backslash, each with its output below. */
export function stepsOf(code: string): Step[] {
  const steps: { line: number; command: string; expected: string[] }[] = [];
  let open = false;
  for (const [line, text] of code.trimEnd().split("\n").entries()) {
    const last = steps.at(-1);
    if (open && last) last.command += `\n${text}`;
    else if (text.startsWith("$ ")) steps.push({ line, command: text.slice(2), expected: [] });
    else if (last) last.expected.push(text);
    else throw new Error(`a transcript begins with a command, not ${JSON.stringify(text)}`);
    const command = steps.at(-1)?.command ?? "";
    open = command.endsWith("\\") && (steps.at(-1)?.expected.length ?? 0) === 0;
  }
  return steps;
}

const tidy = (lines: readonly string[]): string[] =>
  lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd()
    .split("\n");

function lineMatches(actual: string, expected: string): boolean {
  const parts = expected.split(/ *(?:…|\.\.\.) */).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(actual);
}

/**
 * Whether output is what a document shows. `…` or `...` inside a line stands for anything there, blanks beside it
 * included; on a line of its own for any number of lines.
 */
export function outputMatches(actual: string, expected: readonly string[]): boolean {
  const wanted = tidy(expected);
  const printed = tidy(actual.split("\n"));
  const matchesFrom = (at: number, want: number): boolean => {
    const line = wanted[want];
    if (line === undefined) return at >= printed.length;
    if (/^(…|\.\.\.)$/.test(line.trim())) {
      for (let skip = at; skip <= printed.length; skip += 1) if (matchesFrom(skip, want + 1)) return true;
      return false;
    }
    return at < printed.length && lineMatches(printed[at] ?? "", line) && matchesFrom(at + 1, want + 1);
  };
  return matchesFrom(0, 0);
}
