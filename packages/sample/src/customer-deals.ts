import { dayOf, SECONDS_PER_DAY } from "./calendar.ts";
import { lossReasons } from "./catalogue.ts";
import { annualCents } from "./contracts.ts";
import type { Customer } from "./customers.ts";
import { dealPath } from "./deal-path.ts";
import type { RecordDeal } from "./deals.ts";
import type { CustomerDeal } from "./lifecycle.ts";
import type { AssignOwner } from "./owners.ts";
import type { Random } from "./random.ts";
import { counter, type World } from "./world.ts";

const EXPANSION_DAYS = 36;

/** The days on which a deal with a customer was created and closed. */
function datesOf(random: Random, deal: CustomerDeal, firstStart: number): [number, number] {
  if (deal.type === "renewal") {
    return [Math.max(deal.day - 90, firstStart - 45), deal.day - random.int(0, deal.won ? 18 : 4)];
  }
  const cycle = Math.round(random.lognormal(EXPANSION_DAYS, 0.4));
  return [Math.max(deal.day - cycle, firstStart), deal.day];
}

/**
 * Opportunities with customers: seats and add-ons sold to larger ones, as many offers that came to nothing, and
 * the renewals of enterprises. Small customers change their seats by themselves, without a deal.
 */
export function recordCustomerDeals(
  world: World,
  customers: readonly Customer[],
  recordDeal: RecordDeal,
  assignOwner: AssignOwner,
): void {
  const { window, random } = world;
  const draws = random("customer-deals");
  const next = counter("cus");
  const add = ({ account, personId, terms }: Customer, deal: CustomerDeal): void => {
    const [created, closed] = datesOf(draws, deal, terms[0]!.start);
    const createdAt = created * SECONDS_PER_DAY + draws.int(28_800, 36_000);
    const closedAt = closed * SECONDS_PER_DAY + draws.int(39_600, 64_000);
    const owner = draws.chance(0.9)
      ? account.owner
      : assignOwner(draws, account.region.name, account.segment.name);
    const seats = deal.type === "renewal" ? deal.contract.seats : deal.addedSeats;
    const path = dealPath(draws, {
      pipeline: "customer",
      createdAt,
      close: { at: closedAt, slippedFrom: null },
      won: deal.won,
      amountCents: annualCents({ ...deal.contract, seats }),
      medianDays: closed - created,
    });
    const lossReason = deal.won ? null : draws.weighted(lossReasons).name;
    if (dayOf(closedAt) < window.start || dayOf(createdAt) >= window.end) return;
    recordDeal({
      id: next(),
      type: deal.type,
      pipeline: "customer",
      accountId: account.id,
      accountKnownAt: createdAt,
      personId,
      owner,
      product: deal.contract.plan,
      channel: null,
      createdAt,
      undated: false,
      unpriced: false,
      won: deal.won,
      lossReason,
      path,
    });
  };
  for (const customer of customers) {
    const { name } = customer.account.segment;
    if (name === "SMB" || customer.terms.length === 0) continue;
    for (const deal of customer.deals) {
      if (deal.type === "renewal" && name !== "Enterprise") continue;
      add(customer, deal);
      if (deal.type === "expansion" && draws.chance(0.9)) {
        add(customer, { ...deal, day: deal.day + draws.int(20, 140), won: false });
      }
    }
  }
}
