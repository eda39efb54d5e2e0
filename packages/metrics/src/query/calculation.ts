import { type Expression, formulaOf } from "../catalogue/definition.ts";
import type { Formula } from "../catalogue/formula/formula.ts";
import { numberOf, type Quantity } from "./quantity.ts";

/** A number as it stands in a calculation; null is written as it is meant. */
export function numberText(quantity: Quantity): string {
  const number = numberOf(quantity);
  return number === null ? "undefined" : String(number);
}

const binding = { "+": 1, "-": 1, "*": 2, "/": 2, "^": 3 } as const;

/**
 * A formula with numbers in the place of its names and calls: `mrr / prev(mrr) - 1` gives `1080 / 1000 - 1`.
 *
 * @param quantityAt - the value of any part of the formula in the period that is explained
 */
export function withNumbers(formula: Formula, quantityAt: (part: Formula) => Quantity): string {
  const text = (node: Formula, outer: number): string => {
    switch (node.kind) {
      case "number":
        return node.text;
      case "name":
      case "call": {
        const number = numberText(quantityAt(node));
        return number.startsWith("-") && outer > 0 ? `(${number})` : number;
      }
      case "negative":
        return `-${text(node.of, 4)}`;
      case "operation": {
        const own = binding[node.operator];
        const inner = `${text(node.left, own)} ${node.operator} ${text(node.right, own + 0.5)}`;
        return own < outer ? `(${inner})` : inner;
      }
    }
  };
  return text(formula, 0);
}

/** How an expression that is no formula comes to its value, in words. */
export function calculationOf(
  expression: Exclude<Expression, { kind: "formula" }>,
  sides: { readonly numerator: Quantity; readonly denominator: Quantity },
  rows: number,
): string {
  switch (expression.kind) {
    case "ratio":
      return `${numberText(sides.numerator)} / ${numberText(sides.denominator)}`;
    case "total": {
      const { times = 1 } = expression;
      return times === 1 ? `sum over ${rows} rows` : `${times} x the sum over ${rows} rows`;
    }
    default:
      return `over ${rows} rows`;
  }
}

/** The parsed text of a formula expression. */
export function formulaIn(expression: Extract<Expression, { kind: "formula" }>): Formula {
  return formulaOf(expression.text);
}
