import { dayOf, isoInstant, SECONDS_PER_DAY } from "./calendar.ts";
import { annualCents } from "./contracts.ts";
import type { Customer } from "./customers.ts";
import type { Lead } from "./leads.ts";
import { decimal } from "./money.ts";
import { counter, type World } from "./world.ts";

/**
 * Files two funnels: of visitors (pricing_viewed, signup, activated) and of customers' checkouts
 * (checkout_started, checkout_completed with the yearly value).
 */
export function recordEvents(world: World, leads: readonly Lead[], customers: readonly Customer[]): void {
  const { ledger, window, random } = world;
  const draws = random("events");
  const next = counter("evt");
  const add = (
    name: string,
    at: number,
    lead: Lead | null,
    accountId: string | null,
    value: string | null,
  ): void => {
    if (dayOf(at) >= window.end) return;
    const person = name === "pricing_viewed" ? null : (lead?.id ?? null);
    const anonymous_id = lead?.anonymousId ?? null;
    const row = {
      id: next(),
      name,
      at: isoInstant(at),
      person_id: person,
      anonymous_id,
      account_id: accountId,
      value,
    };
    ledger.record("events", dayOf(at), row);
  };
  for (const lead of leads) {
    if (lead.anonymousId === null || !draws.chance(0.3)) continue;
    add("pricing_viewed", lead.createdAt - draws.int(1000, 3000), lead, null, null);
    if (!draws.chance(0.5)) continue;
    add("signup", lead.createdAt + draws.int(10, 600), lead, null, null);
    if (draws.chance(0.45))
      add("activated", lead.createdAt + draws.int(1, 9) * SECONDS_PER_DAY, lead, null, null);
  }
  for (const { account, personId, terms } of customers) {
    const paid = terms.find(({ trial, start }) => !trial && start >= window.start);
    if (personId === null || !paid) continue;
    const at = paid.start * SECONDS_PER_DAY + draws.int(30_000, 60_000);
    add("checkout_started", at, null, account.id, null);
    add(
      "checkout_completed",
      at + draws.int(60, 1800),
      null,
      account.id,
      decimal(annualCents(paid.contract)),
    );
  }
}
