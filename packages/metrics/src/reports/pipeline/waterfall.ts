import type { Exact } from "../../query/decimal.ts";

/** Steps from the pipeline of one day to that of a later one, in the order in which they are shown. */
export const waterfallSteps = [
  "begin",
  "new",
  "pulled_in",
  "increased",
  "decreased",
  "pushed_out",
  "lost",
  "won",
  "end",
] as const;
export type WaterfallStep = (typeof waterfallSteps)[number];

/** An opportunity on two days, and what became of it between them. */
export interface DealOnTwoDays {
  /** Whether it was there on the first day, open or not in the window. */
  readonly existed: boolean;
  /** Its amount in the pipeline of the first day; null where it was not in it. */
  readonly begin: Exact | null;
  /** Its amount in the pipeline of the last day; null where it is not in it. */
  readonly end: Exact | null;
  /** How it closed between the days, with the amount it closed with; null where it did not. */
  readonly closed: { readonly outcome: "won" | "lost"; readonly amount: Exact } | null;
  /** Whether it was expected in the window when it closed; a deal that is won in the window always is. */
  readonly expected: boolean;
}

/** Amounts of one deal by step; what is decreased, pushed out, lost and won is negative. */
export type DealSteps = Partial<Record<WaterfallStep, Exact>>;

/**
 * The steps of one deal. They add up: begin + all between = end.
 *
 * A deal that comes into the window counts with what it is worth at the end, one that leaves it with what it was worth at
 * the beginning, so a change of amount shows only of deals that stay. A deal that closes takes its change of amount first,
 * and then leaves with all of it.
 *
 * Deals of which all but the amounts is alike, with a change of amount the same way, may be added up before: their steps are
 * those of the sums.
 *
 * @returns empty where the deal was never in the window
 */
export function dealSteps({ existed, begin, end, closed, expected }: DealOnTwoDays): DealSteps {
  const came: WaterfallStep = existed ? "pulled_in" : "new";
  if (closed) {
    if (begin === null && !expected) return {};
    const leaves = { [closed.outcome]: -closed.amount };
    if (begin === null) return { [came]: closed.amount, ...leaves };
    return { begin, ...changed(closed.amount - begin), ...leaves };
  }
  if (begin === null) return end === null ? {} : { [came]: end, end };
  if (end === null) return { begin, pushed_out: -begin };
  return { begin, ...changed(end - begin), end };
}

function changed(by: Exact): DealSteps {
  if (by === 0n) return {};
  return by > 0n ? { increased: by } : { decreased: by };
}
