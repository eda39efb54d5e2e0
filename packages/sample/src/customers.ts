import type { Account, AddAccount } from "./accounts.ts";
import { addMonths, dayOf, SECONDS_PER_DAY } from "./calendar.ts";
import { industries, regions, segments } from "./catalogue.ts";
import { type Contract, drawContract, seatPrice } from "./contracts.ts";
import { type CustomerDeal, liveSubscription } from "./lifecycle.ts";
import type { Pursuit } from "./opportunities.ts";
import type { AssignOwner } from "./owners.ts";
import type { Random } from "./random.ts";
import { startAfter, type Term } from "./subscriptions.ts";
import { counter, type World } from "./world.ts";

/** A customer with everything it ever subscribed to. */
export interface Customer {
  readonly account: Account;
  readonly personId: string | null;
  readonly terms: readonly Term[];
  readonly deals: readonly CustomerDeal[];
}

/** Customers at scale 1 that the books were opened with, on the day before the window. */
const OPENING_CUSTOMERS = 86;
const REACTIVATION = 0.13;
const TRIAL_DAYS = 14;

interface Begin {
  readonly account: Account;
  readonly personId: string | null;
  readonly contract: Contract;
  readonly start: number;
  readonly anchor: number;
  readonly trialDays: number;
}

/** The subscriptions of one customer: the first, add-ons for larger ones, and a return after some churn. */
function live(random: Random, begin: Begin, horizon: number, nextId: () => string): Customer {
  const { account, personId } = begin;
  const main = liveSubscription(random, { ...begin, subscriptionId: nextId(), horizon });
  const terms = [...main.terms];
  const deals = [...main.deals];
  const left = main.churnedOn;
  if (account.segment.name !== "SMB" && random.chance(0.3)) {
    const start = addMonths(begin.start, random.int(4, 16));
    if (start < (left ?? horizon)) {
      const contract: Contract = {
        plan: "connectors",
        interval: "year",
        months: 12,
        seats: begin.contract.seats,
        seatCents: seatPrice("connectors", 12, 0),
        discount: 0,
      };
      const until = left ?? horizon;
      const addOn = liveSubscription(random, {
        subscriptionId: nextId(),
        account,
        contract,
        start,
        anchor: start,
        horizon: until,
        trialDays: 0,
      });
      terms.push(...addOn.terms.map((term) => ({ ...term, end: term.end ?? left })));
      deals.push({ type: "expansion", day: start, contract, addedSeats: contract.seats, won: true });
    }
  }
  if (left !== null && random.chance(REACTIVATION)) {
    const start = left + random.int(45, 270);
    const contract = { ...begin.contract, seats: Math.max(2, Math.round(begin.contract.seats * 0.85)) };
    if (start < horizon) {
      const again = {
        ...begin,
        subscriptionId: nextId(),
        contract,
        start,
        anchor: start,
        horizon,
        trialDays: 0,
      };
      const back = liveSubscription(random, again);
      terms.push(...back.terms);
      deals.push(...back.deals);
    }
  }
  return { account, personId, terms, deals };
}

/** Customers from before the window, whose subscriptions were carried into the books the day before it. */
function openingCustomers(world: World, addAccount: AddAccount, assignOwner: AssignOwner): Begin[] {
  const { window, scale, random } = world;
  const draws = random("opening");
  const opening = window.start - 1;
  const begins: Begin[] = [];
  for (const segment of segments) {
    const count = Math.max(1, Math.round((OPENING_CUSTOMERS * scale * segment.weight) / 100));
    for (let i = 0; i < count; i += 1) {
      const region = draws.weighted(regions);
      const owner = assignOwner(draws, region.name, segment.name);
      const createdAt = (opening - draws.int(60, 900)) * SECONDS_PER_DAY + draws.int(30_000, 64_000);
      const account = addAccount({ segment, region, industry: draws.pick(industries), owner, createdAt });
      const contract = drawContract(draws, segment);
      const anchor = addMonths(opening, -draws.int(0, Math.max(1, contract.months - 1))) - draws.int(0, 27);
      begins.push({ account, personId: null, contract, start: opening, anchor, trialDays: 0 });
    }
  }
  return begins;
}

/** All customers of the window; terms that begin after it are left out. */
export function simulateCustomers(
  world: World,
  pursuits: Iterable<Pursuit>,
  addAccount: AddAccount,
  assignOwner: AssignOwner,
): Customer[] {
  const { window, random } = world;
  const draws = random("customers");
  const nextId = counter("sub");
  const begins = openingCustomers(world, addAccount, assignOwner);
  const lostTrials: Customer[] = [];
  for (const pursuit of pursuits) {
    const { lead, account, deal, closedAt, contract } = pursuit;
    if (dayOf(closedAt) >= window.end) continue;
    const small = account.segment.name === "SMB";
    if (!deal.won) {
      const tried = small && draws.chance(0.15) && leavesRoomForTrial(pursuit, dayOf(closedAt));
      if (tried) lostTrials.push(trialOnly(pursuit, nextId()));
      continue;
    }
    const start = startAfter(closedAt, small ? draws.int(0, 3) : draws.int(1, 21));
    const tried = small && draws.chance(0.35) && leavesRoomForTrial(pursuit, start);
    begins.push({
      account,
      personId: lead.id,
      contract,
      start,
      anchor: start,
      trialDays: tried ? TRIAL_DAYS : 0,
    });
  }
  const horizon = window.end + 120;
  const customers = begins.map((begin) => live(draws, begin, horizon, nextId));
  return [...customers, ...lostTrials].map((customer) => ({
    ...customer,
    terms: customer.terms.filter(({ start }) => start < window.end),
  }));
}

/** A trial that ends on a day must begin after the account was known. */
function leavesRoomForTrial({ deal }: Pursuit, end: number): boolean {
  return end - TRIAL_DAYS > dayOf(deal.accountKnownAt);
}

/** Someone who tried the product and did not buy: a trial that ends with the lost deal. */
function trialOnly({ lead, account, contract, closedAt }: Pursuit, subscriptionId: string): Customer {
  const end = dayOf(closedAt);
  const base = { id: `${subscriptionId}-1`, subscriptionId, accountId: account.id, contract, renewsAt: null };
  return {
    account,
    personId: lead.id,
    terms: [{ ...base, start: end - TRIAL_DAYS, end, trial: true }],
    deals: [],
  };
}
