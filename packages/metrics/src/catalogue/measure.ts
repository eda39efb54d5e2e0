import type { TableName } from "@foresail/client";
import type { TouchMeasure } from "./attribution-measure.ts";
import type { SalesMeasure } from "./sales-measure.ts";

/** A condition on one column of a fact. Conditions of one measure must all hold. */
export type Filter =
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly given: boolean };

/** Counts rows, sums a column, or counts the rows where a column is given; by a date column of one fact. */
export interface FlowMeasure {
  readonly kind: "flow";
  readonly fact: TableName;
  readonly date: string;
  readonly aggregate: { readonly count: true } | { readonly sum: string } | { readonly countOf: string };
  readonly filter?: Filter | readonly Filter[];
}

/** How many rows took how many days between two of their dates. */
export interface DayHistogram {
  readonly kind: "day_histogram";
  readonly fact: TableName;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly filter?: Filter | readonly Filter[];
}

/** What is true just before a period ends; never summed over periods. */
export interface BalanceMeasure {
  readonly kind: "balance";
  /** Users are the seats of paying subscriptions, one where a row says none. */
  readonly of: "mrr" | "customers" | "users";
}

/**
 * What is signed or ending and not yet in MRR, just before a period ends, as was known then: subscriptions that have not
 * started, less those whose end is known.
 */
export interface CommitmentMeasure {
  readonly kind: "commitment";
}

/** What changed between a period's beginning and end, per account, by what became of the account. */
export interface MovementMeasure {
  readonly kind: "movement";
  readonly of: "new" | "expansion" | "contraction" | "churned" | "reactivation" | "fx";
  /** The change in MRR if absent, or how many accounts moved. */
  readonly count?: "accounts";
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
  /** The query's own period, or the months of `retention.months` before its end. */
  readonly window: "period" | "trailing";
}

/** How many customers were lost on days with how many customers at their beginning. */
export interface DailyChurnMeasure {
  readonly kind: "daily_churn";
}

/** Ages of customers in days: when they came under observation in a period, ceased to pay, or went out of sight. */
export interface CustomerSurvivalMeasure {
  readonly kind: "customer_survival";
  readonly of: "entered" | "ended" | "censored";
}

/** Paid subscriptions that were due for renewal in a period, by due date, and those of them that went on. */
export interface RenewalMeasure {
  readonly kind: "renewal";
  readonly of: "due" | "renewed";
  /** Their MRR if absent, or how many rows. */
  readonly count?: "rows";
}

/** Sufficient statistics over one fact: what SQL returns, and all that it returns. */
export type Measure =
  | FlowMeasure
  | DayHistogram
  | BalanceMeasure
  | CommitmentMeasure
  | MovementMeasure
  | RetentionMeasure
  | DailyChurnMeasure
  | CustomerSurvivalMeasure
  | RenewalMeasure
  | SalesMeasure
  | TouchMeasure;

/** A measure of one kind. */
export type MeasureOf<K extends Measure["kind"]> = Extract<Measure, { kind: K }>;

/** The conditions of a measure, as a list. */
export function filtersOf(measure: { readonly filter?: Filter | readonly Filter[] }): readonly Filter[] {
  const { filter } = measure;
  if (filter === undefined) return [];
  return "column" in filter ? [filter] : filter;
}
