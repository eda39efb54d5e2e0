import type { Account } from "./accounts.ts";
import { addMonths } from "./calendar.ts";
import { type Contract, seatPrice } from "./contracts.ts";
import type { Random } from "./random.ts";
import { renewalAfter, type Term } from "./subscriptions.ts";

/** A deal with a customer that a subscription's life brings about. */
export interface CustomerDeal {
  readonly type: "expansion" | "renewal";
  readonly day: number;
  readonly contract: Contract;
  readonly addedSeats: number;
  readonly won: boolean;
}

/** The terms of one subscription, in order, and what happened beside them. */
export interface Lifecycle {
  readonly terms: Term[];
  readonly deals: CustomerDeal[];
  /** Day of churn; null while it runs. */
  readonly churnedOn: number | null;
}

/** How a subscription begins. */
export interface LifecycleStart {
  readonly subscriptionId: string;
  readonly account: Account;
  readonly contract: Contract;
  readonly start: number;
  /** Day from which months are counted: the start, or earlier for a contract that is already running. */
  readonly anchor: number;
  /** Day from which nothing more is simulated. */
  readonly horizon: number;
  readonly trialDays: number;
}

const SEATS_ADDED: readonly [number, number] = [0.12, 0.42];
const ANNUAL_SWITCH = 0.008;
const UPLIFT: readonly number[] = [1, 1, 1.03, 1.05];

/** Fewer or more seats; at least one seat of difference, at least two left. */
function reseat(contract: Contract, seats: number): Contract {
  return { ...contract, seats: Math.max(2, Math.round(seats)) };
}

/** The contract after a month's chances, or null for churn. The same contract when nothing happened. */
function afterMonth(random: Random, account: Account, contract: Contract, renewal: boolean): Contract | null {
  const { segment } = account;
  const monthly = contract.months === 1;
  if (monthly && random.chance(segment.monthlyChurn)) return null;
  if (renewal && random.chance(segment.renewalChurn)) return null;
  if (renewal) {
    const seatCents = Math.round(contract.seatCents * random.pick(UPLIFT));
    const renewed = { ...contract, seatCents };
    return random.chance(0.12) ? reseat(renewed, contract.seats * random.between(0.7, 0.92)) : renewed;
  }
  if (random.chance(segment.expansion)) {
    const added = Math.max(1, contract.seats * random.between(...SEATS_ADDED));
    return reseat(contract, contract.seats + added);
  }
  if (monthly && random.chance(segment.contraction)) {
    return reseat(contract, contract.seats * random.between(0.65, 0.9));
  }
  if (monthly && random.chance(segment.contraction / 3) && contract.plan !== "starter") {
    const plan = contract.plan === "business" ? "team" : "starter";
    return { ...contract, plan, seatCents: seatPrice(plan, 1, contract.discount) };
  }
  if (monthly && random.chance(ANNUAL_SWITCH)) {
    const seatCents = seatPrice(contract.plan, 12, contract.discount);
    return { ...contract, interval: "year", months: 12, seatCents };
  }
  return contract;
}

/**
 * The life of one subscription, month by month from its anchor: upgrades, downgrades, renewals, churn. Each change
 * of price ends a term and begins the next on the same day.
 */
export function liveSubscription(random: Random, begin: LifecycleStart): Lifecycle {
  const { subscriptionId, account, horizon } = begin;
  const terms: Term[] = [];
  const deals: CustomerDeal[] = [];
  let { anchor, contract, start } = begin;
  const close = (end: number | null, trial = false): void => {
    const id = `${subscriptionId}-${terms.length + 1}`;
    const renewsAt = trial || contract.months === 1 ? null : renewalAfter(anchor, contract.months, start);
    terms.push({ id, subscriptionId, accountId: account.id, start, end, contract, trial, renewsAt });
  };
  if (begin.trialDays > 0) {
    start -= begin.trialDays;
    close(begin.start, true);
    start = begin.start;
  }
  for (let month = 1; ; month += 1) {
    const day = addMonths(anchor, month);
    if (day >= horizon) break;
    if (day <= start) continue;
    const renewal = contract.months > 1 && month % contract.months === 0;
    const next = afterMonth(random, account, contract, renewal);
    if (renewal) deals.push({ type: "renewal", day, contract, addedSeats: 0, won: next !== null });
    if (next === contract) continue;
    close(day);
    if (next === null) return { terms, deals, churnedOn: day };
    if (!renewal && next.seats > contract.seats) {
      deals.push({
        type: "expansion",
        day,
        contract: next,
        addedSeats: next.seats - contract.seats,
        won: true,
      });
    }
    if (next.months !== contract.months) {
      anchor = day;
      month = 0;
    }
    contract = next;
    start = day;
  }
  close(null);
  return { terms, deals, churnedOn: null };
}
