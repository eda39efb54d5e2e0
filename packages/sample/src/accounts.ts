import { dayOf, isoInstant } from "./calendar.ts";
import type { Region, Segment } from "./catalogue.ts";
import { companyName } from "./names.ts";
import { counter, type World } from "./world.ts";

/** A company that is or may become a customer. */
export interface Account {
  readonly id: string;
  readonly segment: Segment;
  readonly region: Region;
  readonly owner: string;
}

/** What is known of an account when it is created. */
export interface AccountSeed {
  readonly segment: Segment;
  readonly region: Region;
  readonly industry: string;
  readonly owner: string;
  readonly createdAt: number;
}

/** Creates accounts; those that would be created after the window are not filed. */
export type AddAccount = (seed: AccountSeed) => Account;

/** A creator of accounts. One enterprise in eight belongs to an older one; one account in ten has no headcount. */
export function accountRecorder({ ledger, window, random }: World): AddAccount {
  const draws = random("accounts");
  const next = counter("acc");
  let parent: { readonly id: string; readonly createdAt: number } | null = null;
  return ({ segment, region, industry, owner, createdAt }) => {
    const id = next();
    const enterprise = segment.name === "Enterprise" && dayOf(createdAt) < window.end;
    const child = enterprise && draws.chance(0.12);
    const row = {
      id,
      name: companyName(draws),
      parent_id: child && parent !== null && parent.createdAt <= createdAt ? parent.id : null,
      industry,
      region: region.name,
      country: draws.pick(region.countries),
      segment: segment.name,
      employees: draws.chance(0.1) ? null : Math.max(3, Math.round(draws.lognormal(segment.employees, 0.6))),
      owner,
      currency: "USD",
      created_at: isoInstant(createdAt),
    };
    if (dayOf(createdAt) < window.end) ledger.record("accounts", dayOf(createdAt), row);
    if (enterprise && !child && dayOf(createdAt) < window.start + 60) parent = { id, createdAt };
    return { id, segment, region, owner };
  };
}
