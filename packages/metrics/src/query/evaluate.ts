import type { Grain, Point, Settings } from "@foresail/client";
import type { Period } from "../calendar/spine.ts";
import {
  chosenBy,
  type Expression,
  formulaOf,
  lifetimeMeasures,
  survivalMeasures,
} from "../catalogue/definition.ts";
import type { Formula } from "../catalogue/formula/formula.ts";
import type { Measure } from "../catalogue/measure.ts";
import { traitsOf } from "../catalogue/measure-traits.ts";
import { type Exact, one } from "./decimal.ts";
import { evaluateFormula, type FormulaInputs } from "./evaluate-formula.ts";
import { expectedLifetime } from "./expected-lifetime.ts";
import { kaplanMeier, survivalQuantile } from "./kaplan-meier.ts";
import { beforeRange, measureKey } from "./plan.ts";
import { type Histogram, mean, quantile } from "./quantile.ts";
import { numberOf, operate, type Quantity } from "./quantity.ts";
import type { Cell, DimensionValues, Statistics } from "./statistics.ts";

/** What one series is evaluated from. */
export interface EvaluationContext {
  readonly statistics: Statistics;
  /** The combination of dimension values. */
  readonly values: DimensionValues;
  /** The spine, with what formulas look back to. */
  readonly periods: readonly Period[];
  readonly grain: Grain;
  readonly settings: Settings;
}

/** A value with the two sides of its division, where it is one. */
export interface Value {
  readonly value: Quantity;
  readonly numerator: Quantity;
  readonly denominator: Quantity;
}

const plain = (value: Quantity): Value => ({ value, numerator: null, denominator: null });
const quotient = (numerator: Quantity, denominator: Quantity): Value => ({
  value: operate("/", numerator, denominator),
  numerator,
  denominator,
});

/** The exact value of a measure in each period of the spine; null where it has none without rows. */
function exactValues(measure: Measure, context: EvaluationContext): (Exact | null)[] {
  const cells = context.statistics.periods(measureKey(measure), context.values);
  const { value, running, undefinedWithoutRows } = traitsOf(measure);
  const ofCell = (cell: Cell | undefined): Exact =>
    value === "count" ? BigInt(cell?.n ?? 0) * one : (cell?.total ?? 0n);
  let level = running ? ofCell(cells.get(beforeRange)) : 0n;
  return context.periods.map(({ index }) => {
    const cell = cells.get(index);
    if (!running) return undefinedWithoutRows && cell === undefined ? null : ofCell(cell);
    level += ofCell(cell);
    return level;
  });
}

/** What the names of a formula stand for in each period. */
export function formulaInputs(
  expression: Extract<Expression, { kind: "formula" }>,
  context: EvaluationContext,
): FormulaInputs {
  const values = new Map(
    Object.entries(expression.inputs ?? {}).map(([name, input]): [string, Quantity[]] => {
      if (input.kind !== "setting") return [name, evaluate(input, context).map(({ value }) => value)];
      const setting = context.settings[input.key];
      const number = setting === "" || setting === null ? Number.NaN : Number(setting);
      return [name, context.periods.map(() => (Number.isNaN(number) ? null : number))];
    }),
  );
  return { grain: context.grain, values };
}

function formulaValues(
  expression: Extract<Expression, { kind: "formula" }>,
  context: EvaluationContext,
): Value[] {
  const formula = formulaOf(expression.text);
  const inputs = formulaInputs(expression, context);
  const at = (node: Formula, index: number): Quantity => evaluateFormula(node, inputs, index);
  return context.periods.map((_, index) =>
    formula.kind === "operation" && formula.operator === "/"
      ? quotient(at(formula.left, index), at(formula.right, index))
      : plain(at(formula, index)),
  );
}

/** The value of an expression in each period of the spine; undefined in those that lie after all that is known. */
export function evaluate(expression: Expression, context: EvaluationContext): Value[] {
  const { periods } = context;
  const values = unbounded(expression, context);
  // The last is the first to lie there.
  if (!periods.at(-1)?.future) return values;
  return values.map((value, index) => (periods[index]?.future ? plain(null) : value));
}

function unbounded(expression: Expression, context: EvaluationContext): Value[] {
  switch (expression.kind) {
    case "total": {
      const { times = 1 } = expression;
      const values = exactValues(expression.measure, context);
      if (times === 1) return values.map(plain);
      return values.map((value) => plain(value === null ? null : value * BigInt(times)));
    }
    case "ratio": {
      const denominators = exactValues(expression.denominator, context);
      return exactValues(expression.numerator, context).map((numerator, index) =>
        quotient(numerator, denominators[index] ?? null),
      );
    }
    case "distribution": {
      const cells = context.statistics.periods(measureKey(expression.measure), context.values);
      const { statistic } = expression;
      return context.periods.map(({ index }) => {
        const histogram = cells.get(index)?.histogram ?? new Map<number, number>();
        return plain(statistic === "mean" ? mean(histogram) : quantile(histogram, statistic.quantile));
      });
    }
    case "daily_rate": {
      const cells = context.statistics.periods(measureKey(expression.measure), context.values);
      return context.periods.map(({ index }) => {
        const shares = [...(cells.get(index)?.histogram ?? [])].map(([active, lost]) => lost / active);
        return plain(shares.reduce((sum, share) => sum + share, 0));
      });
    }
    case "survival": {
      const measures = survivalMeasures(expression.measure);
      const histogram = (measure: Measure, index: number): Histogram =>
        context.statistics.periods(measureKey(measure), context.values).get(index)?.histogram ?? new Map();
      return context.periods.map(({ index }) => {
        const steps = kaplanMeier({
          entered: histogram(measures.entered, index),
          ended: histogram(measures.ended, index),
          censored: histogram(measures.censored, index),
        });
        return plain(survivalQuantile(steps, expression.quantile));
      });
    }
    case "lifetime": {
      const { "ltv.capMonths": cap, "ltv.discountRate": rate } = context.settings;
      const histogram = (measure: Measure, index: number): Histogram =>
        context.statistics.periods(measureKey(measure), context.values).get(index)?.histogram ?? new Map();
      return context.periods.map(({ index }) => {
        const [entered, ended, censored] = [
          histogram(lifetimeMeasures.entered, index),
          histogram(lifetimeMeasures.ended, index),
          histogram(lifetimeMeasures.censored, index),
        ];
        return plain(expectedLifetime(kaplanMeier({ entered, ended, censored }), cap, rate));
      });
    }
    case "formula":
      return formulaValues(expression, context);
    case "choice":
      return unbounded(chosenBy(context.settings, expression), context);
  }
}

/**
 * The points of one series.
 *
 * @param before - how many periods of the spine serve formulas that look back, and are not asked for
 */
export function pointsOf(expression: Expression, context: EvaluationContext, before: number): Point[] {
  const values = evaluate(expression, context);
  const points: Point[] = [];
  for (let position = before; position < values.length; position += 1) {
    const { value, numerator, denominator } = values[position] as Value;
    const { label, partial } = context.periods[position] as Period;
    points.push({
      period: label,
      value: numberOf(value),
      numerator: numberOf(numerator),
      denominator: numberOf(denominator),
      partial,
    });
  }
  return points;
}
