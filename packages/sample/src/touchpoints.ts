import { dayOf, isoInstant, SECONDS_PER_DAY } from "./calendar.ts";
import { type Channel, channels } from "./catalogue.ts";
import type { Lead } from "./leads.ts";
import type { Pursuit } from "./opportunities.ts";
import type { Random } from "./random.ts";
import { counter, type World } from "./world.ts";

interface Touch {
  readonly at: number;
  readonly channel: Channel;
  readonly source?: string;
  readonly campaign?: string | null;
  readonly kind: string;
}

const retargeting = (random: Random, own: Channel): Channel =>
  random.chance(0.6) ? own : random.weighted(channels);

/** Touches before someone left a name: the first on the channel that won the lead, the last the form itself. */
function before(random: Random, lead: Lead): Touch[] {
  const own = { channel: lead.channel, source: lead.source, campaign: lead.campaign };
  const form = { ...own, at: lead.createdAt - random.int(30, 900), kind: "form" };
  if (random.chance(0.3)) return [form];
  const gap = Math.round(random.exponential(9) * SECONDS_PER_DAY) + 3600;
  const first = { ...own, at: form.at - gap, kind: lead.channel.touch };
  if (random.chance(0.55)) return [first, form];
  const channel = retargeting(random, lead.channel);
  return [
    first,
    { at: form.at - Math.round(gap * random.between(0.1, 0.8)), channel, kind: channel.touch },
    form,
  ];
}

/** Touches between qualification and the close: mails, webinars, meetings. */
function after(random: Random, lead: Lead, until: number): Touch[] {
  const count = random.int(0, 3);
  return Array.from({ length: count }, () => {
    const channel = retargeting(random, channels[3]!);
    return {
      at: lead.createdAt + Math.round(random.between(0.05, 0.95) * (until - lead.createdAt)),
      channel,
      kind: random.pick(["email", "webinar", "meeting"]),
    };
  });
}

/**
 * Files the touches of all leads and of visitors who never said who they are. Before the lead is created a touch
 * carries its anonymous id only; the form and later touches carry the person. Touches of leads without an anonymous
 * id carry the person from the first, and become known with the lead.
 */
export function recordTouchpoints(
  world: World,
  leads: readonly Lead[],
  pursuits: ReadonlyMap<string, Pursuit>,
): void {
  const { ledger, window, random } = world;
  const draws = random("touchpoints");
  const next = counter("tch");
  const visitor = counter("vis");
  const add = (
    touch: Touch,
    anonymousId: string | null,
    personId: string | null,
    accountId: string | null,
    knownFrom = touch.at,
  ): void => {
    if (dayOf(touch.at) >= window.end) return;
    ledger.record("touchpoints", dayOf(knownFrom), {
      id: next(),
      at: isoInstant(touch.at),
      person_id: personId,
      anonymous_id: anonymousId,
      account_id: accountId,
      channel: touch.channel.name,
      source: touch.source ?? draws.pick(touch.channel.sources),
      medium: touch.channel.medium,
      campaign: touch.campaign === undefined ? draws.pick(touch.channel.campaigns) : touch.campaign,
      kind: touch.kind,
    });
  };
  for (const lead of leads) {
    for (const touch of before(draws, lead)) {
      const named = touch.kind === "form" || lead.anonymousId === null;
      add(touch, lead.anonymousId, named ? lead.id : null, null, named ? lead.createdAt : touch.at);
    }
    const pursuit = pursuits.get(lead.id);
    if (lead.mqlAt !== null) {
      for (const touch of after(draws, lead, pursuit?.closedAt ?? lead.mqlAt + 40 * SECONDS_PER_DAY)) {
        const known = pursuit && touch.at >= pursuit.deal.accountKnownAt;
        add(touch, null, lead.id, known ? pursuit.account.id : null);
      }
    }
    if (draws.chance(0.25)) {
      const channel = draws.weighted(channels);
      const at = lead.createdAt + draws.int(-10, 10) * SECONDS_PER_DAY;
      if (dayOf(at) >= window.start) add({ at, channel, kind: channel.touch }, visitor(), null, null);
    }
  }
}
