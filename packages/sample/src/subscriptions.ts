import { addMonths, dayOf, isoDate } from "./calendar.ts";
import { type Contract, seatPrice } from "./contracts.ts";
import { decimal } from "./money.ts";
import type { SubscriptionRow } from "./rows.ts";

/** An interval in which a subscription had one price. `end` is the first day without it; null while it runs. */
export interface Term {
  readonly id: string;
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly start: number;
  readonly end: number | null;
  readonly contract: Contract;
  readonly trial: boolean;
  readonly renewsAt: number | null;
}

/** The columns that carry the price: monthly plans give MRR, longer ones the net amount of a seat and interval. */
function price(
  contract: Contract,
  trial: boolean,
): Pick<SubscriptionRow, "mrr" | "amount" | "interval" | "interval_count" | "discount"> {
  if (trial) {
    const amount = decimal(seatPrice(contract.plan, 1, 0));
    return { mrr: null, amount, interval: "month", interval_count: 1, discount: null };
  }
  if (contract.months === 1) {
    const mrr = decimal(contract.seatCents * contract.seats);
    return { mrr, amount: null, interval: "month", interval_count: 1, discount: contract.discount || null };
  }
  const amount = decimal(contract.seatCents);
  return { mrr: null, amount, interval: "year", interval_count: contract.months / 12, discount: null };
}

/** A term as a row. An end on or after `knownBefore` is not known yet. */
export function subscriptionRow(term: Term, knownBefore: number): SubscriptionRow {
  const { contract, trial } = term;
  const { mrr, amount, interval, interval_count, discount } = price(contract, trial);
  return {
    id: term.id,
    account_id: term.accountId,
    starts_at: isoDate(term.start),
    mrr,
    amount,
    interval,
    ends_at: term.end !== null && term.end < knownBefore ? isoDate(term.end) : null,
    subscription_id: term.subscriptionId,
    plan: contract.plan,
    interval_count,
    quantity: contract.seats,
    discount,
    currency: "USD",
    trial,
    renews_at: term.renewsAt === null ? null : isoDate(term.renewsAt),
  };
}

/** The renewal that follows a day, for a contract that began on an anchor day. */
export function renewalAfter(anchor: number, months: number, day: number): number {
  let renewal = addMonths(anchor, months);
  for (let count = 2; renewal <= day; count += 1) renewal = addMonths(anchor, months * count);
  return renewal;
}

/** The first day of a subscription that was signed at an instant. */
export function startAfter(closedAt: number, days: number): number {
  return dayOf(closedAt) + days;
}
