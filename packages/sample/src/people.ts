import { dayOf, isoInstant } from "./calendar.ts";
import { deliveriesWithChanges } from "./delivery-schedule.ts";
import type { Lead } from "./leads.ts";
import type { Pursuit } from "./opportunities.ts";
import type { World } from "./world.ts";

/** The instants of a lead's milestones, in the order of the columns that hold them. */
const milestones = (lead: Lead): (number | null)[] => [
  lead.createdAt,
  lead.mqlAt,
  lead.sqlAt,
  lead.convertedAt,
  lead.disqualifiedAt,
];

/**
 * Files the leads that moved on, or had a deal, in the window: a version for each delivery in which one moved on.
 *
 * @returns the leads filed
 */
export function recordPeople(
  { ledger, schedule, window }: World,
  leads: readonly Lead[],
  pursuits: ReadonlyMap<string, Pursuit>,
): Lead[] {
  const recorded: Lead[] = [];
  for (const lead of leads) {
    const pursuit = pursuits.get(lead.id);
    const accountAt = pursuit?.deal.accountKnownAt ?? null;
    const instants = [...milestones(lead), accountAt].filter((at) => at !== null);
    const convertedElsewhere = lead.convertedAt !== null && dayOf(lead.convertedAt) < window.end && !pursuit;
    if (convertedElsewhere || (!pursuit && dayOf(Math.max(...instants)) < window.start)) continue;
    recorded.push(lead);
    for (const delivery of deliveriesWithChanges(schedule, instants.map(dayOf))) {
      const { before } = schedule[delivery]!;
      const seen = (at: number | null): string | null =>
        at !== null && dayOf(at) < before ? isoInstant(at) : null;
      ledger.record("people", before - 1, {
        id: lead.id,
        account_id: seen(accountAt) === null ? null : pursuit!.account.id,
        anonymous_id: lead.anonymousId,
        channel: lead.channel.name,
        source: lead.source,
        created_at: isoInstant(lead.createdAt),
        mql_at: seen(lead.mqlAt),
        sql_at: seen(lead.sqlAt),
        converted_at: seen(lead.convertedAt),
        disqualified_at: seen(lead.disqualifiedAt),
      });
    }
  }
  return recorded;
}
