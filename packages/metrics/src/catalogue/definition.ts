import type { Direction, TableName, Unit } from "@foresail/client";

/** A condition on one column of a fact. */
export interface Filter {
  readonly column: string;
  readonly in: readonly string[];
}

/** Counts rows, sums a column, or counts the rows where a column is given; by a date column of one fact. */
export interface FlowMeasure {
  readonly kind: "flow";
  readonly fact: TableName;
  readonly date: string;
  readonly aggregate: { readonly count: true } | { readonly sum: string } | { readonly countOf: string };
  readonly filter?: Filter;
}

/** How many rows took how many days between two of their dates. */
export interface DayHistogram {
  readonly kind: "day_histogram";
  readonly fact: TableName;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly filter?: Filter;
}

/** What is true just before a period ends; never summed over periods. */
export interface BalanceMeasure {
  readonly kind: "balance";
  readonly of: "mrr" | "customers";
}

/** What changed between a period's beginning and end, per account, by what became of the account. */
export interface MovementMeasure {
  readonly kind: "movement";
  readonly of: "new" | "expansion" | "contraction" | "churned" | "reactivation";
}

/** Of the accounts that paid when a window opened: what they paid then, what they pay at its end. */
export interface RetentionMeasure {
  readonly kind: "retention";
  readonly of:
    | "opening_mrr"
    | "retained_mrr"
    | "retained_mrr_capped"
    | "opening_customers"
    | "churned_customers";
  /** The query's own period, or the twelve months before its end. */
  readonly window: "period" | "trailing_year";
}

export type Measure = FlowMeasure | DayHistogram | BalanceMeasure | MovementMeasure | RetentionMeasure;

/** A number from measures. */
export type Expression =
  | { readonly kind: "total"; readonly measure: Measure; readonly times?: number }
  | { readonly kind: "ratio"; readonly numerator: Measure; readonly denominator: Measure }
  | {
      readonly kind: "distribution";
      readonly measure: DayHistogram;
      readonly statistic: "mean" | { readonly quantile: number };
    };

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
  /** Primary source of the formula, where there is one. */
  readonly source?: string;
}

/** Measures in an expression, in the order in which it names them. */
export function measuresOf(expression: Expression): readonly Measure[] {
  return expression.kind === "ratio" ? [expression.numerator, expression.denominator] : [expression.measure];
}

/** Whether a measure follows accounts, so that only the account's own columns can split it. */
export function followsAccounts(measure: Measure): boolean {
  return measure.kind === "movement" || measure.kind === "retention";
}
