import type { Grain } from "@foresail/client";
import type { Formula } from "../catalogue/formula/formula.ts";
import { negative, numberOf, operate, type Quantity, quantityOf, smaller } from "./quantity.ts";

/** Periods of a grain in a year: how far `year_ago` looks back. */
export const periodsPerYear: Readonly<Record<Grain, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

/** Whole periods that `prev` looks back; a part of a period is rounded, since spend of half a period has no meaning. */
export function stepsBack(count: number | null): number {
  return Math.max(0, Math.round(count ?? 0));
}

/** What the names of a formula stand for, period by period. */
export interface FormulaInputs {
  readonly grain: Grain;
  readonly values: ReadonlyMap<string, readonly Quantity[]>;
}

/**
 * The value of a formula in one period. Undefined where an input is, where it divides by zero, and where it looks back
 * to before the first period.
 *
 * @param index - position of the period in the inputs
 */
export function evaluateFormula(formula: Formula, inputs: FormulaInputs, index: number): Quantity {
  const at = (node: Formula, position: number): Quantity => {
    if (position < 0) return null;
    switch (node.kind) {
      case "number":
        return quantityOf(node.text);
      case "name":
        if (node.name === "months") return 12 / periodsPerYear[inputs.grain];
        return inputs.values.get(node.name)?.[position] ?? null;
      case "negative":
        return negative(at(node.of, position));
      case "operation":
        return operate(node.operator, at(node.left, position), at(node.right, position));
      case "call":
        return call(node, position);
    }
  };
  const call = (node: Extract<Formula, { kind: "call" }>, position: number): Quantity => {
    const [first, second] = node.arguments as [Formula, Formula | undefined];
    if (node.function === "year_ago") return at(first, position - periodsPerYear[inputs.grain]);
    if (node.function === "prev") {
      return at(first, position - (second ? stepsBack(numberOf(at(second, position))) : 1));
    }
    const [a, b] = [at(first, position), second ? at(second, position) : null];
    if (a === null || b === null) return null;
    return smaller(a, b) === (node.function === "min") ? a : b;
  };
  return at(formula, index);
}
