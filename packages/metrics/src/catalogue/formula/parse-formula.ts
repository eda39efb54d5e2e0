import { ForesailError } from "../../errors.ts";
import { nearest } from "../../model/nearest.ts";
import { type Formula, type FunctionName, functions } from "./formula.ts";

/** A number, a name (metric ids may have one dot), or a sign. */
const token = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)|([-+*/^(),]))/y;

type Token = { readonly text: string; readonly kind: "number" | "name" | "sign"; readonly at: number };

function fault(text: string, at: number, message: string): ForesailError {
  return new ForesailError(
    "invalid_definition",
    `formula ${JSON.stringify(text)} at character ${at + 1}: ${message}`,
  );
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ""; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) throw fault(text, at, "expected a number, a name or one of + - * / ^ ( ) ,");
    const [whole, number, name, sign] = match;
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "sign";
    const part = number ?? name ?? sign ?? "";
    found.push({ text: part, kind, at: at + whole.length - part.length });
  }
  return found;
}

/**
 * Parses the arithmetic of a metric: numbers, names, `+ - * / ^`, parentheses, `prev`, `year_ago`, `min` and `max`.
 *
 * Signs bind as in mathematics: `^` before the sign, the sign before `* /`, these before `+ -`; equal ones from the left.
 *
 * @throws {ForesailError} `invalid_definition`, naming the character
 *
 * @example
 * parseFormula("mrr / prev(mrr) - 1").kind; // => "operation"
 */
export function parseFormula(text: string): Formula {
  const all = tokens(text);
  let position = 0;
  const next = (): Token | undefined => all[position];
  const take = (...signs: string[]): string | null => {
    const found = next();
    if (found?.kind !== "sign" || !signs.includes(found.text)) return null;
    position += 1;
    return found.text;
  };
  const expect = (sign: string): void => {
    if (take(sign) === null) throw fault(text, next()?.at ?? text.length, `expected ${sign}`);
  };

  const call = (name: FunctionName, at: number): Formula => {
    const args = [sum()];
    while (take(",") !== null) args.push(sum());
    expect(")");
    const [least, most] = functions[name];
    if (args.length < least || args.length > most) {
      throw fault(text, at, `${name} takes ${least === most ? least : `${least} or ${most}`} arguments`);
    }
    return { kind: "call", function: name, arguments: args };
  };
  const atom = (): Formula => {
    const found = next();
    if (found === undefined) throw fault(text, text.length, "expected a number or a name");
    position += 1;
    if (found.kind === "number") return { kind: "number", text: found.text };
    if (found.kind === "name") {
      if (take("(") === null) return { kind: "name", name: found.text };
      if (found.text in functions) return call(found.text as FunctionName, found.at);
      const near = nearest(found.text, Object.keys(functions));
      const known =
        near.length > 0
          ? `did you mean ${near.join(" or ")}?`
          : `known are ${Object.keys(functions).join(", ")}`;
      throw fault(text, found.at, `unknown function ${found.text}; ${known}`);
    }
    if (found.text !== "(") throw fault(text, found.at, "expected a number or a name");
    const inside = sum();
    expect(")");
    return inside;
  };
  const power = (): Formula => {
    const left = atom();
    return take("^") === null ? left : { kind: "operation", operator: "^", left, right: signed() };
  };
  const signed = (): Formula => (take("-") === null ? power() : { kind: "negative", of: signed() });
  const chain = (part: () => Formula, ...operators: ("+" | "-" | "*" | "/")[]): Formula => {
    let left = part();
    for (let sign = take(...operators); sign !== null; sign = take(...operators)) {
      left = { kind: "operation", operator: sign as "+" | "-" | "*" | "/", left, right: part() };
    }
    return left;
  };
  const product = (): Formula => chain(signed, "*", "/");
  const sum = (): Formula => chain(product, "+", "-");

  const formula = sum();
  const rest = next();
  if (rest) throw fault(text, rest.at, `unexpected ${rest.text}`);
  return formula;
}
