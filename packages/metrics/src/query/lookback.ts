import type { Grain, Settings } from "@foresail/client";
import type { Calendar } from "../calendar/calendar.ts";
import type { Period } from "../calendar/spine.ts";
import { chosenBy, type Expression, formulaOf } from "../catalogue/definition.ts";
import type { Formula } from "../catalogue/formula/formula.ts";
import { evaluateFormula, periodsPerYear, stepsBack } from "./evaluate-formula.ts";
import { numberOf, type Quantity } from "./quantity.ts";

/** How many periods before the one that is asked for an expression needs. */
export function lookbackOf(expression: Expression, grain: Grain, settings: Settings): number {
  if (expression.kind === "choice") return lookbackOf(chosenBy(settings, expression), grain, settings);
  if (expression.kind !== "formula") return 0;
  const inputs = expression.inputs ?? {};
  const settingValues = new Map(
    Object.entries(inputs).flatMap(([name, input]): [string, Quantity[]][] =>
      input.kind === "setting" ? [[name, [Number(settings[input.key])]]] : [],
    ),
  );
  const steps = (node: Formula | undefined): number =>
    node ? stepsBack(numberOf(evaluateFormula(node, { grain, values: settingValues }, 0))) : 1;
  const depth = (node: Formula): number => {
    switch (node.kind) {
      case "number":
        return 0;
      case "name": {
        const input = inputs[node.name];
        return input && input.kind !== "setting" ? lookbackOf(input, grain, settings) : 0;
      }
      case "negative":
        return depth(node.of);
      case "operation":
        return Math.max(depth(node.left), depth(node.right));
      case "call": {
        const [first, second] = node.arguments as [Formula, Formula | undefined];
        if (node.function === "prev") return steps(second) + depth(first);
        if (node.function === "year_ago") return periodsPerYear[grain] + depth(first);
        return Math.max(...node.arguments.map(depth));
      }
    }
  };
  return depth(formulaOf(expression.text));
}

/**
 * The spine with whole periods before it, for formulas that look back. None where the range clips its first period: what
 * lies before it is no neighbour of a part of a period.
 */
export function withLookback(
  periods: readonly Period[],
  count: number,
  calendar: Calendar,
  grain: Grain,
): { readonly periods: readonly Period[]; readonly before: number } {
  const first = periods[0];
  if (count === 0 || !first || first.starts !== first.label) return { periods, before: 0 };
  const earlier = Array.from({ length: count }, (_, index): Period => {
    const starts = calendar.shift(first.label, grain, index - count);
    const ends = calendar.next(starts, grain);
    return { index, label: starts, starts, ends, closes: ends, partial: false, future: false };
  });
  const moved = periods.map((period) => ({ ...period, index: period.index + count }));
  return { periods: [...earlier, ...moved], before: count };
}
