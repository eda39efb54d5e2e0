import type { Account, AddAccount } from "./accounts.ts";
import { dayOf } from "./calendar.ts";
import { lossReasons } from "./catalogue.ts";
import { annualCents, type Contract, drawContract } from "./contracts.ts";
import { dealPath, planClose } from "./deal-path.ts";
import type { Deal, RecordDeal } from "./deals.ts";
import type { Lead } from "./leads.ts";
import type { AssignOwner } from "./owners.ts";
import { counter, type World } from "./world.ts";

/** A lead that became an opportunity, with its account and what was offered. */
export interface Pursuit {
  readonly lead: Lead;
  readonly account: Account;
  readonly deal: Deal;
  readonly closedAt: number;
  readonly contract: Contract;
}

/** Share of wins when sales qualifies leads well, by segment and channel; the failed campaign wins none. */
const winRate = (lead: Lead): number =>
  lead.failedCampaign ? 0 : lead.segment.winRate * lead.channel.winFactor;

/**
 * New business: one opportunity for each converted lead, unless it closed before the window. Some deals learn
 * their account only at the second stage; a few lost their creation date or amount in the CRM.
 */
export function pursueLeads(
  world: World,
  leads: readonly Lead[],
  assignOwner: AssignOwner,
  addAccount: AddAccount,
  recordDeal: RecordDeal,
): Map<string, Pursuit> {
  const { window, timeline, random } = world;
  const draws = random("opportunities");
  const next = counter("opp");
  const pursuits = new Map<string, Pursuit>();
  for (const lead of leads) {
    if (lead.convertedAt === null) continue;
    const won = draws.chance(winRate(lead));
    const medianDays = lead.segment.cycleDays;
    const close = planClose(draws, lead.convertedAt, medianDays, won, timeline.slippedQuarter);
    const contract = drawContract(draws, lead.segment);
    const plan = { pipeline: "new_business", createdAt: lead.convertedAt, close, won, medianDays } as const;
    const path = dealPath(draws, { ...plan, amountCents: annualCents(contract) });
    const owner = assignOwner(draws, lead.region.name, lead.segment.name);
    const accountKnownAt = draws.chance(0.12) ? path[1]!.at : lead.convertedAt;
    const undated = draws.chance(0.004);
    const unpriced = draws.chance(0.006);
    const lossReason = won ? null : draws.weighted(lossReasons).name;
    if (dayOf(close.at) < window.start || dayOf(lead.convertedAt) >= window.end) continue;
    const { segment, region, industry, channel } = lead;
    const account = addAccount({ segment, region, industry, owner, createdAt: accountKnownAt });
    const deal: Deal = {
      id: next(),
      type: "new",
      pipeline: "new_business",
      accountId: account.id,
      accountKnownAt,
      personId: lead.id,
      owner,
      product: contract.plan,
      channel: channel.name,
      createdAt: lead.convertedAt,
      undated,
      unpriced,
      won,
      lossReason,
      path,
    };
    recordDeal(deal);
    pursuits.set(lead.id, { lead, account, deal, closedAt: close.at, contract });
  }
  return pursuits;
}
