import { dayOf, firstDayOf, isoDate, monthOf } from "./calendar.ts";
import { type Channel, channels } from "./catalogue.ts";
import type { Lead } from "./leads.ts";
import { decimal } from "./money.ts";
import type { SpendRow } from "./rows.ts";
import { FAILED_CAMPAIGN } from "./story.ts";
import { counter, type World } from "./world.ts";

/** Monthly costs at scale 1 in the first month that belong to no channel, in cents. */
const overheads: readonly { kind: string; source: string; cents: number }[] = [
  { kind: "salaries", source: "marketing_payroll", cents: 3_150_000 },
  { kind: "salaries", source: "sales_payroll", cents: 5_400_000 },
  { kind: "tools", source: "crm_and_automation", cents: 640_000 },
];
const OVERHEAD_GROWTH = 1.019;
/** The failed campaign paid this much more for a lead than its channel. */
const FAILED_COST_FACTOR = 3.1;

/** Leads counted by week, channel and campaign. */
function leadsByWeek(leads: readonly Lead[], start: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { createdAt, channel, campaign } of leads) {
    const week = start + 7 * Math.floor((dayOf(createdAt) - start) / 7);
    const key = `${week}/${channel.name}/${campaign}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Files marketing and sales costs: advertising and programmes by week and campaign, on its last day with the leads
 * they brought, and salaries and tools by month, which belong to no channel.
 */
export function recordSpend(world: World, leads: readonly Lead[]): void {
  const { ledger, window, scale, timeline, random } = world;
  const draws = random("spend");
  const next = counter("spd");
  const counts = leadsByWeek(leads, window.start);
  const add = (day: number, row: Omit<SpendRow, "id" | "date" | "currency">): void => {
    ledger.record("spend", day, { id: next(), date: isoDate(day), currency: "USD", ...row });
  };
  const advertise = (week: number, channel: Channel, campaign: string | null, factor: number): void => {
    const count = counts.get(`${week}/${channel.name}/${campaign}`) ?? 0;
    const cents = Math.round(count * channel.costPerLeadCents * factor * draws.between(0.85, 1.15));
    if (cents === 0) return;
    const ads = channel.spendKind === "ads";
    const clicks = ads ? Math.round(count * draws.between(28, 44)) : null;
    add(Math.min(week + 7, window.end) - 1, {
      amount: decimal(cents),
      channel: channel.name,
      source: campaign === FAILED_CAMPAIGN ? "linkedin" : null,
      campaign,
      kind: channel.spendKind,
      impressions: clicks === null ? null : clicks * draws.int(38, 62),
      clicks,
      leads: count,
      conversions: ads ? Math.round(count * 0.9) : null,
    });
  };
  for (let week = window.start; week < window.end; week += 7) {
    for (const channel of channels) {
      if (channel.costPerLeadCents === 0) continue;
      for (const campaign of channel.campaigns) advertise(week, channel, campaign, 1);
      const failing = week + 7 > timeline.failedCampaign.from && week < timeline.failedCampaign.to;
      if (channel.name === "paid_social" && failing)
        advertise(week, channel, FAILED_CAMPAIGN, FAILED_COST_FACTOR);
    }
  }
  for (let month = 0; month < window.months; month += 1) {
    const day = firstDayOf(monthOf(window.start) + month + 1) - 1;
    for (const { kind, source, cents } of overheads) {
      const amount = decimal(
        Math.round(cents * scale * OVERHEAD_GROWTH ** month * draws.between(0.98, 1.02)),
      );
      const nothing = { channel: null, campaign: null, impressions: null, clicks: null, leads: null };
      add(day, { amount, source, kind, conversions: null, ...nothing });
    }
  }
}
