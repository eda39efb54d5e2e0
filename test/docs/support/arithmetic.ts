const functions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  median: (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length / 2;
    return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
  },
};

/**
 * The value of plain arithmetic: numbers, + - * / ^, brackets, min, max and median. It knows nothing of metrics.
 *
 * @returns null where the text is anything else
 *
 * @example
 * arithmetic("(1220 / 1000) ^ 2 - 1"); // => 0.4884
 */
export function arithmetic(text: string): number | null {
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[^\s]/g) ?? [];
  let at = 0;
  const take = (...expected: readonly string[]): string | null => {
    const token = tokens[at];
    if (token === undefined || !expected.includes(token)) return null;
    at += 1;
    return token;
  };

  function sum(): number {
    let value = product();
    for (let sign = take("+", "-"); sign; sign = take("+", "-")) value += (sign === "+" ? 1 : -1) * product();
    return value;
  }
  function product(): number {
    let value = power();
    for (let sign = take("*", "/"); sign; sign = take("*", "/")) {
      const factor = power();
      value = sign === "*" ? value * factor : value / factor;
    }
    return value;
  }
  function power(): number {
    if (take("-")) return -power();
    const base = atom();
    return take("^") ? base ** power() : base;
  }
  function atom(): number {
    const token = tokens[at] ?? "";
    at += 1;
    if (/^\d/.test(token)) return Number(token);
    const of = functions[token];
    if (token !== "(" && of === undefined) return Number.NaN;
    if (of !== undefined && !take("(")) return Number.NaN;
    const values = [sum()];
    while (of !== undefined && take(",")) values.push(sum());
    if (!take(")")) return Number.NaN;
    return of === undefined ? (values[0] ?? Number.NaN) : of(values);
  }

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}

/** Whether two numbers are the same to the six digits that hand work shows. */
export function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2e-6 * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * The value that lines of hand work come to: the first side of the last line that is arithmetic. Sides of a line may follow words
 * and a colon.
 *
 * @throws where a line with an equals sign does not hold, or there is none
 */
export function workedByHand(lines: readonly string[]): number {
  let value: number | null = null;
  for (const line of lines) {
    const sides = line.replace(/^.*: /, "").split(" = ").map(arithmetic);
    const [first] = sides;
    if (sides.length < 2) continue;
    if (first === null || first === undefined || sides.some((side) => side === null || !agree(side, first))) {
      throw new Error(`${JSON.stringify(line)} does not hold`);
    }
    value = first;
  }
  if (value === null) throw new Error("no line is arithmetic, as in 3 / 4 = 0.75");
  return value;
}
