import type { RowBehind } from "@foresail/client";
import type { Period } from "../calendar/spine.ts";
import type { MeasureOf } from "../catalogue/measure.ts";
import { creditRowsBehind } from "./attribution/credit-rows.ts";
import type { Exact } from "./decimal.ts";
import { recordRowsBehind } from "./record-rows.ts";
import type { ResolveContext, ResolvedKind } from "./resolve-measures.ts";
import { targetRowsBehind } from "./target-rows.ts";

/** What listing rows needs to know. */
export type ListContext = Omit<ResolveContext, "measures">;

/** Rows that a number computed outside SQL was made of. */
export interface ResolvedRows {
  /** How many there are. */
  readonly total: number;
  /** The first of them. */
  list(limit: number): RowBehind[];
}

type Lister<K extends ResolvedKind> = (
  measure: MeasureOf<K>,
  context: ListContext,
  period: Period,
  sum: Exact,
) => Promise<ResolvedRows>;

const listers: { readonly [K in ResolvedKind]: Lister<K> } = {
  target: targetRowsBehind,
  attribution: creditRowsBehind,
  forecast_record: recordRowsBehind,
};

/**
 * Lists what a measure that is computed in TypeScript was made of in one period: credits with
 * their touches, targets, frozen forecasts beside their actuals.
 *
 * @param sum - the measure's exact value
 */
export function resolvedRows(
  measure: MeasureOf<ResolvedKind>,
  context: ListContext,
  period: Period,
  sum: Exact,
): Promise<ResolvedRows> {
  const list = listers[measure.kind] as Lister<ResolvedKind>;
  return list(measure, context, period, sum);
}
