/** Arithmetic over named values, parsed. */
export type Formula =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Formula }
  | {
      readonly kind: "operation";
      readonly operator: "+" | "-" | "*" | "/" | "^";
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: "call"; readonly function: FunctionName; readonly arguments: readonly Formula[] };

/** What a formula may call. */
export type FunctionName = "prev" | "year_ago" | "min" | "max";

/**
 * How many arguments each function takes, least and most: `prev(x)` and `prev(x, n)` are the value one or n periods
 * earlier, `year_ago(x)` that of the same period a year earlier.
 */
export const functions: Readonly<Record<FunctionName, readonly [number, number]>> = {
  prev: [1, 2],
  year_ago: [1, 1],
  min: [2, 2],
  max: [2, 2],
};

/** Names that every formula knows: months in a period of the query's grain, counted as 12 a year. */
export const builtInNames: readonly string[] = ["months"];

/** Names in a formula that stand for an input, each once, in order. */
export function namesOf(formula: Formula): string[] {
  const names = new Set<string>();
  const walk = (node: Formula): void => {
    if (node.kind === "name" && !builtInNames.includes(node.name)) names.add(node.name);
    if (node.kind === "negative") walk(node.of);
    if (node.kind === "operation") [node.left, node.right].forEach(walk);
    if (node.kind === "call") node.arguments.forEach(walk);
  };
  walk(formula);
  return [...names];
}
