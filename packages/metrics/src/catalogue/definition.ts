import type { Direction, Settings, Unit } from "@foresail/client";
import type { Formula } from "./formula/formula.ts";
import { parseFormula } from "./formula/parse-formula.ts";
import type { CustomerSurvivalMeasure, DailyChurnMeasure, DayHistogram, Measure } from "./measure.ts";
import type { SurvivalMeasure } from "./sales-measure.ts";

/** What a name in a formula stands for. */
export type Input = Expression | { readonly kind: "setting"; readonly key: keyof Settings };

/** A number from measures. */
export type Expression =
  | { readonly kind: "total"; readonly measure: Measure; readonly times?: number }
  | { readonly kind: "ratio"; readonly numerator: Measure; readonly denominator: Measure }
  | {
      readonly kind: "distribution";
      readonly measure: DayHistogram | SurvivalMeasure;
      readonly statistic: "mean" | { readonly quantile: number };
    }
  /** The sum of each day's lost customers over that day's customers. */
  | { readonly kind: "daily_rate"; readonly measure: DailyChurnMeasure }
  | {
      /** A quantile of the Kaplan-Meier estimate, spans that are not over being censored. */
      readonly kind: "survival";
      readonly measure: Pick<SurvivalMeasure, "subject" | "start">;
      readonly quantile: number;
    }
  /** Months that a customer is expected to pay, by the Kaplan-Meier estimate: see `expectedLifetime`. */
  | { readonly kind: "lifetime" }
  | {
      readonly kind: "formula";
      /** Arithmetic over names, such as `mrr / prev(mrr) - 1`: see `parseFormula`. */
      readonly text: string;
      /** What the names stand for. A name that is absent here is the metric of that id. */
      readonly inputs?: Readonly<Record<string, Input>>;
    }
  | {
      /** One of several expressions, by the value of a setting. */
      readonly kind: "choice";
      readonly setting: keyof Settings;
      readonly of: Readonly<Record<string, Expression>>;
    };

/** A metric whose id ends with any number, as `lead_to_customer_rate.within30d`. */
export interface VariantFamily {
  /** How a variant is written in the catalogue, such as `within<N>d`. */
  readonly pattern: string;
  /** The definition of one variant, named without the metric's id and dot; null where it does not fit the pattern. */
  of(variant: string): MetricDefinition | null;
}

/** One KPI: what it means and how it is computed. The built-in catalogue and users' own metrics are made of these. */
export interface MetricDefinition {
  readonly id: string;
  /** Raised whenever the same data would give another number. */
  readonly version: number;
  readonly label: string;
  /** The business question it answers. */
  readonly question: string;
  readonly formula: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly expression: Expression;
  /** Days until a cohort's number is final: one that is younger is partial. */
  readonly maturesAfterDays?: number;
  /** Settings that change the number; those that are not at their default travel with the definition's name. */
  readonly settings?: readonly (keyof Settings)[];
  /** Variants beyond those with a definition of their own. */
  readonly family?: VariantFamily;
  /** What it is where a query splits or cuts it by one of these dimensions, if that is another metric. */
  readonly whenSplit?: { readonly by: readonly string[]; readonly metric: MetricDefinition };
  /** The id under which it is defined, where that is not the one that was asked for. */
  readonly definedAs?: string;
  /** Primary source of the formula, where there is one. */
  readonly source?: string;
}

/**
 * A metric as a query means it that splits and cuts by some dimensions.
 *
 * @param dimensions - names in the query's `by` and `where`
 */
export function splitBy(metric: MetricDefinition, dimensions: readonly string[]): MetricDefinition {
  const { whenSplit } = metric;
  if (!whenSplit?.by.some((name) => dimensions.includes(name))) return metric;
  return { ...whenSplit.metric, id: metric.id, definedAs: whenSplit.metric.id };
}

/** The three histograms of a life table. */
export function survivalMeasures(
  of: Pick<SurvivalMeasure, "subject" | "start">,
): Readonly<Record<SurvivalMeasure["of"], SurvivalMeasure>> {
  const measure = { kind: "survival", ...of } as const;
  return {
    entered: { ...measure, of: "entered" },
    ended: { ...measure, of: "ended" },
    censored: { ...measure, of: "censored" },
  };
}

/** The three histograms of the life table of customers. */
export const lifetimeMeasures: Readonly<Record<CustomerSurvivalMeasure["of"], CustomerSurvivalMeasure>> = {
  entered: { kind: "customer_survival", of: "entered" },
  ended: { kind: "customer_survival", of: "ended" },
  censored: { kind: "customer_survival", of: "censored" },
};

/** Measures in an expression, in the order in which it names them. Inputs must be complete: see `resolveMetrics`. */
export function measuresOf(expression: Expression): readonly Measure[] {
  switch (expression.kind) {
    case "ratio":
      return [expression.numerator, expression.denominator];
    case "formula":
      return Object.values(expression.inputs ?? {}).flatMap((input) =>
        input.kind === "setting" ? [] : measuresOf(input),
      );
    case "survival":
      return Object.values(survivalMeasures(expression.measure));
    case "lifetime":
      return Object.values(lifetimeMeasures);
    case "choice":
      return Object.values(expression.of).flatMap(measuresOf);
    default:
      return [expression.measure];
  }
}

/** An expression without choices: each is made as the settings say. */
export function chosenBy(settings: Settings, expression: Expression): Expression {
  if (expression.kind === "choice") {
    const chosen = expression.of[String(settings[expression.setting])];
    if (!chosen) throw new Error(`no expression for ${expression.setting} ${settings[expression.setting]}`);
    return chosenBy(settings, chosen);
  }
  if (expression.kind !== "formula") return expression;
  const inputs = Object.entries(expression.inputs ?? {}).map(([name, input]): [string, Input] => [
    name,
    input.kind === "setting" ? input : chosenBy(settings, input),
  ]);
  return { ...expression, inputs: Object.fromEntries(inputs) };
}

/** A formula's parsed text; parsing is cheap, but done for each evaluation it would not be. */
export function formulaOf(text: string): Formula {
  const known = parsed.get(text) ?? parseFormula(text);
  parsed.set(text, known);
  return known;
}

const parsed = new Map<string, Formula>();
