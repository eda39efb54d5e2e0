import { mustError } from "../internal/must-error.ts";
import { dayOf } from "../series/civil-day.ts";

/** A deal as a CRM has it. Dates are local ones, as in 2026-03-29; a time of day is left out. */
export interface Deal {
  /** In one currency for all deals. */
  readonly amount: number;
  readonly createdAt: string;
  readonly outcome: "open" | "won" | "lost";
  /** Needed unless open. */
  readonly closedAt?: string | null;
  /** Stage now; of open deals without `stages` it is taken as entered on creation. */
  readonly stage?: string | null;
  /** Stages and when they were entered, oldest first. Deals without them inform the rates of no stage but of all. */
  readonly stages?: readonly { readonly stage: string; readonly at: string }[];
}

/** A deal as it was known before a day; days are counted from 1970-01-01. */
export interface DealTrack {
  /** Place in the list that was given. */
  readonly index: number;
  readonly amount: number;
  readonly created: number;
  /** null if not closed before the day. */
  readonly closed: number | null;
  readonly won: boolean;
  /** Stages entered before the day, oldest first, and when; empty if unknown. */
  readonly stages: readonly { readonly stage: string; readonly entered: number }[];
}

/**
 * Deals as they were known before a day: later ones are left out, later events undone. Amounts are those of now, since
 * their history is not part of a deal.
 *
 * @param asOf - days since 1970-01-01
 * @throws {InvalidArgumentError} if a date is none, a closed deal has no date, closes before its creation, or an amount is
 * not finite; names its place
 */
export function dealsAsOf(deals: readonly Deal[], asOf: number): DealTrack[] {
  return deals.flatMap((deal, i): DealTrack[] => {
    const created = dayOf(`deals[${i}].createdAt`, deal.createdAt);
    if (!Number.isFinite(deal.amount)) {
      throw mustError(`deals[${i}].amount`, deal.amount, "be a finite number");
    }
    const closed = deal.outcome === "open" ? null : dayOf(`deals[${i}].closedAt`, deal.closedAt ?? null);
    if (closed !== null && closed < created) {
      throw mustError(`deals[${i}].closedAt`, deal.closedAt, `not lie before createdAt, ${deal.createdAt}`);
    }
    if (created >= asOf) return [];
    const entries = (deal.stages ?? []).map(({ stage, at }, k) => ({
      stage,
      entered: dayOf(`deals[${i}].stages[${k}].at`, at),
    }));
    if (entries.length === 0 && deal.stage && deal.outcome === "open") {
      entries.push({ stage: deal.stage, entered: created });
    }
    const over = closed !== null && closed < asOf;
    return [
      {
        index: i,
        amount: deal.amount,
        created,
        closed: over ? closed : null,
        won: over && deal.outcome === "won",
        stages: entries
          .filter(({ entered }) => entered < asOf && (closed === null || entered < closed))
          .sort((a, b) => a.entered - b.entered),
      },
    ];
  });
}
